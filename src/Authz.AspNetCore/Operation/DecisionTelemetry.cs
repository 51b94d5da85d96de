using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>
/// Has requests decided, and records each decision: a counter, an activity, and a log entry for a refusal. Tags have few values, all from
/// the configuration or from the tables of outcomes and reasons.
/// </summary>
internal sealed class DecisionTelemetry
{
    private const string AuthorizerTag = "authz.authorizer";
    private const string OutcomeTag = "authz.outcome";
    private const string ReasonTag = "authz.reason";
    private const string CauseTag = "authz.cause";
    private const string NoReason = "none";

    private static readonly ActivitySource s_source = new(JwtAuthorizerDefaults.TelemetryName);

    private readonly Counter<long> _decisions;
    private readonly ILogger<DecisionTelemetry> _logger;

    public DecisionTelemetry(IMeterFactory meters, ILogger<DecisionTelemetry> logger)
    {
        _decisions = meters.Create(JwtAuthorizerDefaults.TelemetryName)
            .CreateCounter<long>("authz.decisions", "{decision}", "Decisions on requests, by authorizer, outcome and reason.");
        _logger = logger;
    }

    /// <summary>Decides, unless keys must be awaited.</summary>
    /// <param name="authorizer">The engine.</param>
    /// <param name="name">The authorizer's name; null for the name in the matched route.</param>
    /// <param name="request">The request.</param>
    /// <param name="context">The connection, whose end ends the wait for keys.</param>
    /// <param name="decision">The decision; on false refusing.</param>
    /// <param name="pending">On false, the decision to come.</param>
    public bool TryDecide(
        ApiAuthorizerSnapshot authorizer,
        string? name,
        in AuthorizationRequest request,
        HttpContext context,
        out AuthorizationDecision decision,
        [NotNullWhen(false)] out Task<AuthorizationDecision>? pending)
    {
        Activity? activity = s_source.StartActivity("authz.decide");
        CancellationTokenSource wait = SpareCancellation.Take();
        ValueTask<AuthorizationDecision> task = authorizer.AuthorizeAsync(request, wait.Token);
        if (!task.IsCompletedSuccessfully)
        {
            decision = default;
            pending = AwaitAsync(SpareCancellation.AwaitAsync(task, wait, context.RequestAborted), name, activity);
            if (activity is not null)
            {
                // The task ends the activity where it runs, and the caller would keep it as the current one.
                Activity.Current = activity.Parent;
            }

            return false;
        }

        SpareCancellation.GiveBack(wait);
        decision = task.Result;
        pending = null;
        Record(decision, name, activity);
        return true;
    }

    /// <summary>Records a request whose token was accepted and that a policy refused for this reason.</summary>
    public void RecordRefused(string name, AuthorizationOutcome outcome, RefusalReason reason)
    {
        string code = reason.ToCode();
        _decisions.Add(
            1, new(AuthorizerTag, name), new(OutcomeTag, outcome.ToCode()), new(ReasonTag, code));
        _logger.RequestRefused(name, code);
    }

    private async Task<AuthorizationDecision> AwaitAsync(ValueTask<AuthorizationDecision> pending, string? name, Activity? activity)
    {
        using (activity)
        {
            AuthorizationDecision decision = await pending.ConfigureAwait(false);
            Record(decision, name, activity);
            return decision;
        }
    }

    private void Record(in AuthorizationDecision decision, string? name, Activity? activity)
    {
        bool isRefused = !decision.IsAllowed;
        if (!isRefused && activity is null && !_decisions.Enabled)
        {
            return;
        }

        string authorizer = name ?? decision.Route?.Definition.Authorizer ?? NoReason;
        string reason = decision.Reason?.ToCode() ?? NoReason;
        string outcome = decision.Outcome.ToCode();
        TagList tags = new([new(AuthorizerTag, authorizer), new(OutcomeTag, outcome), new(ReasonTag, reason)]);
        if (decision.KeysUnavailableCause is { } cause)
        {
            tags.Add(CauseTag, cause.ToCode());
            activity?.SetTag(CauseTag, cause.ToCode());
        }

        _decisions.Add(1, tags);
        activity?.SetTag(AuthorizerTag, authorizer).SetTag(OutcomeTag, outcome).SetTag(ReasonTag, reason).Dispose();
        if (isRefused)
        {
            _logger.RequestRefused(authorizer, reason);
        }
    }
}
