using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class DefinitionReloadTests : IDisposable
{
    private const string Definition = """
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example/", "audience": ["old"] } } },
          "routes": { "GET /": { "authorizer": "idp" } }
        }
        """;

    private readonly FakeIssuer _issuer = new("https://id.example/");
    private readonly string _file = Path.GetTempFileName();

    public DefinitionReloadTests() => File.WriteAllText(_file, Definition);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Notices_AChangeWhileTheDefinitionIsCompiled()
    {
        await using HostUnderTest host = await StartAsync(new ActingSnapshotStore(
            () => File.WriteAllText(_file, Definition.Replace("old", "new", StringComparison.Ordinal))));

        await UntilAsync(async () => (await host.GetAsync("/", _issuer.Mint("new"))).StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/", _issuer.Mint("old"))).StatusCode);
    }

    // The file is polled: asks until it has been seen.
    private static async Task UntilAsync(Func<Task<bool>> isSeen)
    {
        using CancellationTokenSource end = new(TimeSpan.FromMinutes(1));
        while (!await isSeen())
        {
            end.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<HostUnderTest> StartAsync(KeySnapshotStore? store = null) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Services.AddApiDefinition(
                _file,
                options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler(), KeySnapshot = store });
        },
        app =>
        {
            app.UseApiDefinition();
            app.MapGet("/", () => "");
        });
}
