using Authz.Server.Gateway;
using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The gateway as the conformance suite sees it: before one backend, which answers 200 to whatever gets through.</summary>
internal sealed class GatewayConformanceHost : ConformanceHost
{
    private readonly RecordingBackend _backend = new();
    private RunningApi? _running;
    private GatewayHost? _gateway;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        GatewayCompilerOptions compiler = new() { Target = new Uri(_backend.Address) };
        _running = new RunningApi(new GatewayDefinition(definition, GatewayCompiler.Compile(definition, compiler, out _)), options);
        _gateway = await GatewayHost.StartAsync(
            _running, new GatewayOptions { Listen = new Uri("http://127.0.0.1:0") }, watches: [], CancellationToken.None);
    }

    public override Task<ConformanceAnswer> SendAsync(ConformanceRequest request) =>
        ConformanceClient.SendAsync(new Uri(_gateway!.Address), request);

    public override async ValueTask DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        _running?.Dispose();
        await _backend.DisposeAsync();
    }
}
