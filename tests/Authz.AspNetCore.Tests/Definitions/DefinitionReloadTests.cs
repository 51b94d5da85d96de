using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class DefinitionReloadTests
{
    private const string Definition = """
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example/", "audience": ["old"] } } },
          "routes": { "GET /": { "authorizer": "idp" } }
        }
        """;

    private readonly FakeIssuer _issuer = new("https://id.example/");
    private readonly FakeLogCollector _logs = new();
    private readonly FakeFile _file = new(Definition);

    [Fact]
    public async Task Notices_AChangeWhileTheDefinitionIsCompiled()
    {
        await using HostUnderTest host = await StartAsync(new ActingSnapshotStore(
            () => _file.Text = Definition.Replace("old", "new", StringComparison.Ordinal)));

        await UntilAsync(async () => (await host.GetAsync("/", _issuer.Mint("new"))).StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/", _issuer.Mint("old"))).StatusCode);
    }

    [Fact]
    public async Task Keeps_TheOldDefinition_WhileTheFileMayNotBeRead()
    {
        await using HostUnderTest host = await StartAsync();
        _file.Failure = new UnauthorizedAccessException("Access is denied.");

        await UntilAsync(() => Task.FromResult(_logs.GetSnapshot().Any(record =>
            record.Id.Id == 305 && record.Message.EndsWith("is not usable: Access is denied.", StringComparison.Ordinal))));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("old"))).StatusCode);
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
            builder.Logging.AddProvider(new FakeLoggerProvider(_logs));
            builder.Environment.ContentRootFileProvider = _file;
            builder.Services.AddApiDefinition(
                _file.Name,
                options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler(), KeySnapshot = store });
        },
        app =>
        {
            app.UseApiDefinition();
            app.MapGet("/", () => "");
        });
}
