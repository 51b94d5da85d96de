using System.Diagnostics.Metrics;
using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Tests.Definitions;
using Authz.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Operation;

public sealed class DecisionTelemetryTests : IDisposable
{
    // It stands still, so that nobody waits too long on a busy machine.
    private static readonly FakeTimeProvider s_clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly FakeIssuer _issuer = new("https://waiting.example", timeProvider: s_clock);
    private readonly HeldHandler _handler;
    private readonly ApiAuthorizer _authorizer;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DecisionTelemetry _telemetry;
    private readonly DefaultHttpContext _context = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly CountedHeaders _headers;

    public DecisionTelemetryTests()
    {
        _handler = new HeldHandler(_issuer.CreateHandler());
        _handler.Hold();
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /", "idp").AddOpenRoute("GET /open").Build();
        _authorizer = new ApiAuthorizer(definition, new ApiAuthorizerOptions { KeyFetchHandler = _handler, TimeProvider = s_clock });
        _telemetry = new DecisionTelemetry(
            _services.GetRequiredService<IMeterFactory>(), NullLogger<DecisionTelemetry>.Instance);
        _context.RequestAborted = _aborted.Token;
        _headers = new CountedHeaders("Bearer " + _issuer.Mint("api"));
    }

    public void Dispose()
    {
        _authorizer.Dispose();
        _services.Dispose();
        _handler.Dispose();
        _aborted.Dispose();
    }

    [Fact]
    public async Task ReadsNothing_OfARequestThatHasEnded()
    {
        CountedHeaders patientHeaders = new(_headers.Authorization);
        Assert.False(TryDecide(_context, _headers, out Task<AuthorizationDecision>? givenUp));
        Assert.False(TryDecide(new DefaultHttpContext(), patientHeaders, out Task<AuthorizationDecision>? patient));
        await _handler.Asked;

        await _aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp!);
        _handler.Release();

        // Both would go on with the keys at once, on threads of the pool.
        Assert.True((await patient!).IsAllowed);
        for (int hop = 0; hop < 1_000; hop++)
        {
            await Task.Run(() => { });
        }

        Assert.Equal((1, 2), (_headers.Reads, patientHeaders.Reads));
    }

    // The source of a decision that has been made must not end the next one's wait.
    [Fact]
    public async Task Waits_ForWhoHasNotGivenUp()
    {
        Assert.True(_telemetry.TryDecide(
            _authorizer.Current, name: null, new AuthorizationRequest("GET", "/open", default), _context, out _, out _));
        Assert.False(TryDecide(new DefaultHttpContext(), _headers, out Task<AuthorizationDecision>? patient));

        await _aborted.CancelAsync();
        _handler.Release();

        Assert.True((await patient!).IsAllowed);
    }

    private bool TryDecide(HttpContext context, CountedHeaders headers, out Task<AuthorizationDecision>? pending)
    {
        HeaderSource source = new(headers, static (state, name) => ((CountedHeaders)state).Find(name));
        return _telemetry.TryDecide(
            _authorizer.Current, name: null, new AuthorizationRequest("GET", "/", source), context, out _, out pending);
    }

    private sealed class CountedHeaders(string authorization)
    {
        public string Authorization => authorization;

        public int Reads { get; private set; }

        public HeaderValue Find(string name)
        {
            Reads++;
            return name == "Authorization" ? new HeaderValue(authorization) : HeaderValue.Absent;
        }
    }
}
