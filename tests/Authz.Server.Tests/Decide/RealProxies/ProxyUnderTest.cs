using Authz.Server.Decide;
using Authz.Server.Decide.Printing;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Requests;
using Authz.Server.Tests.Gateway;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A real proxy between a client and a backend that records, with decisions from this process.</summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    private readonly DeciderUnderTest? _decider;
    private readonly RealProxy _proxy;

    private ProxyUnderTest(RealProxy proxy, DeciderUnderTest? decider, RecordingBackend backend, Uri address)
    {
        _proxy = proxy;
        _decider = decider;
        Backend = backend;
        Address = address;
    }

    /// <summary>Where clients come in.</summary>
    public Uri Address { get; }

    public RecordingBackend Backend { get; }

    /// <param name="name">The proxy.</param>
    /// <param name="definition">The API that it protects.</param>
    /// <param name="options">How the issuers' keys are reached.</param>
    /// <param name="upstream">The protected server; null for <see cref="Backend"/>.</param>
    /// <param name="edit">What an operator adds to the printed configuration.</param>
    public static async Task<ProxyUnderTest> StartAsync(
        string name, ApiDefinition definition, ApiAuthorizerOptions options, Uri? upstream = null, Func<string, string>? edit = null)
    {
        // Before anything is started that would have to be ended.
        Requirement.Program(name);
        DeciderUnderTest decider = await DeciderUnderTest.StartAsync(
            definition, options, name, certificateHeader: PrintedProxy.CertificateHeaderOf(name));
        return await StartAsync(name, definition, decider.ForwardAuth, decider, upstream, edit);
    }

    /// <summary>Starts a proxy that asks at an address.</summary>
    public static async Task<ProxyUnderTest> StartAsync(
        string name, ApiDefinition definition, Uri forwardAuth, DeciderUnderTest? decider = null, Uri? upstream = null,
        Func<string, string>? edit = null)
    {
        RecordingBackend backend = new();
        Uri address = FreeAddress.Find();
        PrintedProxy printed = new()
        {
            Definition = "authz.json",
            Upstream = upstream ?? new Uri(backend.Address),
            Listen = address,
            ForwardAuth = ProxyEndpoint.Parse(forwardAuth.GetLeftPart(UriPartial.Authority), out _)!,
            ExtAuthz = ProxyEndpoint.Parse("http://127.0.0.1:9002", out _)!,
            HeadBytes = RequestLimits.HeadBytesOf(definition),
            Headers = MappedHeaders.Of(definition),
            ReadHeaders = ReadHeaders.Of(definition),
            AsksForCertificates = GatewayApi.HasCertificateBinding(definition),
        };
        string configuration = ProxyConfiguration.All[name](printed);
        return new ProxyUnderTest(await RealProxy.StartAsync(name, edit?.Invoke(configuration) ?? configuration), decider, backend, address);
    }

    /// <summary>Sends octets, and reads whatever is answered until the connection ends.</summary>
    public Task<RawAnswer> SendAsync(string requestLine, params string[] headers) => TestGateway.SendRawAsync(
        Address,
        $"{requestLine} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n{string.Concat(headers.Select(one => one + "\r\n"))}\r\n");

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await (_decider?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Backend.DisposeAsync();
    }
}
