using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A real proxy as the conformance suite sees it.</summary>
internal sealed class ProxyConformanceHost(string name) : ConformanceHost
{
    private ProxyUnderTest? _proxy;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        _proxy = await ProxyUnderTest.StartAsync(name, ClaimMapping.Add(definition), options);
        ClaimMapping.Answer(_proxy.Backend);
    }

    public override Task<ConformanceAnswer> SendAsync(ConformanceRequest request) => ConformanceClient.SendAsync(_proxy!.Address, request);

    public override ValueTask DisposeAsync() => _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
