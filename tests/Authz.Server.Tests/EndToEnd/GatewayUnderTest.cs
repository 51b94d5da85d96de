using Authz.Server.Demo;
using Authz.Tests;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.EndToEnd;

/// <summary><c>authz serve samples/pets/authz.json</c> for a given issuer, with a backend that answers what it received.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly string _file;
    private readonly WebApplication _backend;
    private readonly RunningCommand _serve;

    private GatewayUnderTest(string file, WebApplication backend, RunningCommand serve, string address)
    {
        _file = file;
        _backend = backend;
        _serve = serve;
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public LineWriter Error => _serve.Error;

    public static async Task<GatewayUnderTest> StartAsync(string issuer, string compatibility = "standard")
    {
        WebApplication backend = await DemoBackend.StartAsync(CancellationToken.None);
        string definition = RepositoryFile.ReadText("samples/pets/authz.json")
            .Replace("http://127.0.0.1:5005/", issuer, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5001", backend.Urls.Single(), StringComparison.Ordinal)
            .Replace("\"standard\"", $"\"{compatibility}\"", StringComparison.Ordinal);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, definition);
        RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        string address = (await serve.FindLineAsync("Listening on")).Split(' ')[2];
        return new GatewayUnderTest(file, backend, serve, address);
    }

    /// <summary>Sends a request and keeps what came back, header for header.</summary>
    public async Task<WireAnswer> SendAsync(HttpMethod method, string target, string? token = null, string? accept = null)
    {
        using HttpRequestMessage request = new(method, target);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using HttpResponseMessage response = await Client.SendAsync(request);
        return await WireAnswer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _serve.DisposeAsync();
        await _backend.DisposeAsync();
        File.Delete(_file);
    }
}
