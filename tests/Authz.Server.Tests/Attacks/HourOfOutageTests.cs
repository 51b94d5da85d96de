using System.Net;
using Authz.Server.Commands;
using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Attacks;

/// <summary>An hour in which an issuer is down and a definition is broken: one line for each change of state, and true health throughout.</summary>
public sealed class HourOfOutageTests : IDisposable
{
    private const int Seconds = 3_600;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly List<string> _keys = [];

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Writes_ALineForEachChange(bool hasKeysBefore, bool isReady)
    {
        FakeIssuer issuer = new("https://down.example", timeProvider: _time) { Outage = hasKeysBefore ? null : HttpStatusCode.BadGateway };
        string good = Definition(issuer.Issuer);
        await File.WriteAllTextAsync(_file, good);
        ServedDefinition served = new(_file, new DefinitionInput(), Compile, new CommandConsole(_output, _error));
        using RunningApi running = new(
            (await served.ReadAsync(CancellationToken.None))!,
            new ApiAuthorizerOptions { TimeProvider = _time, KeyFetchHandler = issuer.CreateHandler() });
        await running.Authorizer.WarmUpAsync();
        using KeyWatch keys = new(running.Authorizer, _keys.Add, _time);
        using DefinitionWatch reloads = new(
            running, served.ReadChangeAsync, served.Reloads, _output.WriteLine, _error.WriteLine, _time);
        async Task PassAsync()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await running.Authorizer.WarmUpAsync();
            await keys.CheckAsync(CancellationToken.None);
            await reloads.CheckAsync(CancellationToken.None);
        }

        issuer.Outage = HttpStatusCode.BadGateway;
        await File.WriteAllTextAsync(_file, "{");
        for (int second = 0; second < Seconds; second++)
        {
            await PassAsync();
            Readiness readiness = Readiness.Of(running.Authorizer.Issuers, served.Reloads.IsRefused, isDraining: false);
            Assert.Equal((isReady, second > 0), (readiness.IsReady, readiness.IsDefinitionRefused));
        }

        Assert.Single(_keys);
        Assert.Equal(2, _error.ToString().TrimEnd().Split('\n').Length);
        Assert.Empty(_output.ToString());

        issuer.Outage = null;
        await File.WriteAllTextAsync(_file, good);
        for (int second = 0; second < Seconds; second++)
        {
            await PassAsync();
        }

        Assert.EndsWith("are fetched again.", _keys[^1], StringComparison.Ordinal);
        Assert.Equal(2, _keys.Count);
        Assert.Equal("Reloaded: unnamed API, 1 routes", _output.ToString().TrimEnd());
        Assert.Equal(2, _error.ToString().TrimEnd().Split('\n').Length);
        Assert.False(served.Reloads.IsRefused);
    }

    private static GatewayStages Compile(ApiDefinition definition, out IReadOnlyList<string> problems) =>
        GatewayCompiler.Compile(definition, new GatewayCompilerOptions(), out problems);

    private static string Definition(string issuer) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer}}", "audience": ["api"] } } },
          "routes": { "GET /a": { "authorizer": "idp", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } }
        }
        """;
}
