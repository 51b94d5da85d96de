using System.Diagnostics;
using System.Diagnostics.Metrics;
using Authz.Server.Exchanges;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Inspector;

namespace Authz.Server.Gateway.Operation;

/// <summary>
/// The gateway's additions to the metrics and traces of ASP.NET Core and <c>HttpClient</c>: a request's route, and why it was
/// refused. Tags have few values, all from the definition or from the tables of outcomes and reasons.
/// </summary>
internal sealed class GatewayTelemetry : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Authz.Gateway";

    private const string RouteTag = "http.route";
    private const string AuthorizerTag = "authz.authorizer";
    private const string OutcomeTag = "authz.outcome";
    private const string ReasonTag = "authz.reason";
    private const string CauseTag = "authz.cause";
    private const string None = "none";

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _loops;
    private readonly DecisionCounts? _inspected;
    private readonly RequestMetrics _requests;

    /// <param name="meters">Makes the meter.</param>
    /// <param name="inspected">The inspector's counts; null without an inspector.</param>
    public GatewayTelemetry(IMeterFactory meters, DecisionCounts? inspected)
    {
        _inspected = inspected;
        _requests = new RequestMetrics(meters);
        Meter meter = meters.Create(Name);
        _decisions = meter.CreateCounter<long>(
            "authz.decisions", "{decision}", "Decisions on requests, by authorizer, outcome and reason.");
        _loops = meter.CreateCounter<long>("authz.loops", "{request}", "Requests that came back to the gateway that had sent them.");
    }

    /// <summary>Records a decision, the engine's or a Lambda authorizer's.</summary>
    public void Record(DecidedExchange exchange)
    {
        ref readonly AuthorizationDecision decision = ref exchange.Decision;
        bool isAllowed = decision.IsAllowed || exchange.Verdict?.Outcome == LambdaOutcome.Allowed;
        if (_inspected is not null)
        {
            RefusalReason? refused = isAllowed ? null : decision.Reason;
            _inspected.Add(decision.RouteKey, refused);
            _inspected.Recent.Add(exchange.ReceivedAt, exchange.Request.Method, exchange.Request.Target, decision.RouteKey, refused);
        }

        AuthorizationOutcome outcome = exchange.Verdict is { } verdict ? OutcomeOf(verdict) : decision.Outcome;
        string reason = exchange.Verdict is null && decision.Reason is { } refusal ? refusal.ToCode() : None;
        if (_decisions.Enabled)
        {
            string authorizer = decision.Route?.Definition.Authorizer ?? None;
            TagList tags = new([new(AuthorizerTag, authorizer), new(OutcomeTag, outcome.ToCode()), new(ReasonTag, reason)]);
            if (decision.KeysUnavailableCause is { } cause)
            {
                tags.Add(CauseTag, cause.ToCode());
            }

            _decisions.Add(1, tags);
        }

        if (decision.RouteKey is { } route)
        {
            _requests.Tag(exchange.Context, RouteTag, route);
        }

        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.DisplayName = decision.RouteKey ?? exchange.Request.Method;
            activity.SetTag(RouteTag, decision.RouteKey).SetTag(ReasonTag, reason);
        }
    }

    /// <summary>Counts a request that came back to this gateway.</summary>
    public void RecordLoop() => _loops.Add(1);

    public void Dispose() => _requests.Dispose();

    private static AuthorizationOutcome OutcomeOf(LambdaVerdict verdict) => verdict.Outcome switch
    {
        LambdaOutcome.Allowed => AuthorizationOutcome.Allowed,
        LambdaOutcome.Denied => AuthorizationOutcome.Forbidden,
        LambdaOutcome.Unauthorized => AuthorizationOutcome.Unauthorized,
        _ => AuthorizationOutcome.Unavailable,
    };
}
