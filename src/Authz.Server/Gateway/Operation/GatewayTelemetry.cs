using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Server.Gateway.Operation;

/// <summary>
/// What the gateway adds to the metrics and traces of ASP.NET Core and <c>HttpClient</c>: which route a request was for, and why it was
/// refused. Tags have few values, all from the definition or from the tables of outcomes and reasons.
/// </summary>
internal sealed class GatewayTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Authz.Gateway";

    private const string RouteTag = "http.route";
    private const string AuthorizerTag = "authz.authorizer";
    private const string OutcomeTag = "authz.outcome";
    private const string ReasonTag = "authz.reason";
    private const string None = "none";

    private readonly Counter<long> _decisions;

    public GatewayTelemetry(IMeterFactory meters) => _decisions = meters.Create(Name)
        .CreateCounter<long>("authz.decisions", "{decision}", "Decisions on requests, by authorizer, outcome and reason.");

    /// <summary>Tells of a decision.</summary>
    public void Tell(HttpContext context, in AuthorizationDecision decision)
    {
        string reason = decision.Reason?.ToCode() ?? None;
        if (_decisions.Enabled)
        {
            _decisions.Add(
                1, new(AuthorizerTag, decision.Route?.Authorizer ?? None), new(OutcomeTag, NameOf(decision.Outcome)), new(ReasonTag, reason));
        }

        if (decision.RouteKey is { } route)
        {
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(RouteTag, route));
        }

        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.DisplayName = decision.RouteKey ?? context.Request.Method;
            activity.SetTag(RouteTag, decision.RouteKey).SetTag(ReasonTag, reason);
        }
    }

    private static string NameOf(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Allowed => "allowed",
        AuthorizationOutcome.BadRequest => "bad_request",
        AuthorizationOutcome.Unauthorized => "unauthorized",
        AuthorizationOutcome.Forbidden => "forbidden",
        AuthorizationOutcome.NotFound => "not_found",
        _ => "unavailable",
    };
}
