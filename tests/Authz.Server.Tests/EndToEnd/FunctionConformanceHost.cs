using Authz.Server.Tests.Gateway.Functions;
using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The gateway as the conformance suite sees it, with a function behind every route.</summary>
internal sealed class FunctionConformanceHost : ConformanceHost
{
    private FunctionProcess? _function;
    private FunctionGateway? _gateway;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "mirror" };
        ApiDefinition withFunction = definition with
        {
            Routes = definition.Routes.ToDictionary(route => route.Key, route => route.Value with { Integration = integration }),
        };
        _function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        _gateway = await FunctionGateway.StartAsync(withFunction, new() { ["mirror"] = _function.Address }, options);
    }

    public override Task<ConformanceAnswer> SendAsync(ConformanceRequest request) =>
        ConformanceClient.SendAsync(_gateway!.Client.BaseAddress!, request);

    public override async ValueTask DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_function?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
