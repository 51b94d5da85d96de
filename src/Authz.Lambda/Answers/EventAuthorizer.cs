using Authz.Lambda.Events;
using Authz.Lambda.ProtectedResources;
using Authz.Lambda.Routes;
using Authz.Lambda.Verdicts;

namespace Authz.Lambda.Answers;

/// <summary>Answers one event: reads it, decides, and answers with a verdict that API Gateway may safely remember.</summary>
internal sealed class EventAuthorizer
{
    private const string CalledOnlyWarning =
        "The verdict depends on the route and IAM patterns cannot express it, so the policy names only the called method: while it is " +
        "remembered, the token's other routes get 403. See docs/lambda-result-caching.md.";

    private readonly ApiAuthorizer _engine;
    private readonly LambdaAuthorizerOptions _options;
    private readonly RouteCatalog _catalog;
    private readonly RequestMapping _mapping;
    private readonly PolicyScopes _scopes;

    public EventAuthorizer(ApiAuthorizer engine, LambdaAuthorizerOptions options)
    {
        _engine = engine;
        _options = options;
        _catalog = new RouteCatalog(engine.Current);
        _mapping = new RequestMapping(_catalog);
        _scopes = new PolicyScopes(_catalog);
    }

    /// <summary>Answers an event; malformed events and missing keys are answers too.</summary>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public async ValueTask<EventAnswer> AnswerAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!AuthorizerEventReader.TryRead(json.Span, out AuthorizerEvent? read, out string? fault))
        {
            return MetadataRequest.Read(json) is { } metadata
                ? MetadataResponse.Of(metadata, _engine.Current)
                : EventAnswer.Failure("event_malformed", fault);
        }

        MappedRequest request = _mapping.Map(read);
        AuthorizationDecision decision = await _engine.AuthorizeAsync(request.Called, cancellationToken).ConfigureAwait(false);
        ApiRoute? route = decision.Route;
        if (decision.IsAllowed && RequestMapping.IsPathUnclear(read, route))
        {
            // Without a target the engine refuses it as ambiguous.
            decision = await _engine.AuthorizeAsync(request.Called with { Target = "" }, cancellationToken).ConfigureAwait(false);
        }

        return Answer(read, request, decision, route) with
        {
            Kind = read.Kind,
            Outcome = decision.Outcome,
            Reason = decision.Reason,
            RouteKey = decision.RouteKey,
            RequestId = read.RequestId,
        };
    }

    // The route is the matched one, also where its path was then found to be unclear: other paths of it may have another verdict.
    private EventAnswer Answer(AuthorizerEvent read, in MappedRequest request, in AuthorizationDecision decision, ApiRoute? route)
    {
        // In every compatibility mode: without keys there is no verdict, and an error is not remembered.
        if (decision is { Reason: RefusalReason.KeysUnavailable or RefusalReason.ReplayUnavailable or RefusalReason.RevocationUnavailable }
            or { Reason: RefusalReason.Undecided, Outcome: AuthorizationOutcome.Unavailable })
        {
            return EventAnswer.Failure(decision.Reason!.Value.ToCode(), decision.Explanation!);
        }

        if (decision.Outcome == AuthorizationOutcome.Unauthorized)
        {
            return new EventAnswer(AuthorizerAnswer.Unauthorized(decision.Reason!.Value));
        }

        RouteVerdicts verdicts = RouteVerdicts.Of(_engine, _catalog, request, decision);
        IdentitySource? identitySource = route?.IdentitySource ?? _catalog.OnlyIdentitySource;
        if (_options.AreResultsRemembered && !ResultCacheKey.HoldsToken(read, identitySource))
        {
            return EventAnswer.Failure(
                "cache_key_lacks_token",
                $"API Gateway would use this answer for other tokens: the authorizer's identity sources lack {identitySource}. Add it, " +
                "or set the result TTL to 0 here and in API Gateway.");
        }

        AnswerContext context = new(read.Kind, verdicts.Token, decision.Reason);
        return read.Kind == AuthorizerEventKind.HttpApiV2 && _options.SimpleResponses
            ? AnswerSimply(read, verdicts, route, context)
            : AnswerWithPolicy(read, verdicts, context);
    }

    private EventAnswer AnswerSimply(AuthorizerEvent read, RouteVerdicts verdicts, ApiRoute? route, AnswerContext context)
    {
        bool dependsOnPath = route is not null && RouteDependences.Of(route) > RouteDependence.Token;
        bool isForThisRoute = !_options.AreResultsRemembered || (ResultCacheKey.HoldsRouteKey(read) && !dependsOnPath);
        return verdicts.IsUniform || isForThisRoute
            ? new EventAnswer(AuthorizerAnswer.Document(AnswerWriter.WriteSimple(verdicts.Called == Verdict.Allowed, context)))
            : EventAnswer.Failure(
                "simple_response_unsafe",
                dependsOnPath
                    ? "API Gateway would give this simple response to other paths of the route, whose verdict may differ: answer with " +
                        "policies, or set the result TTL to 0 here and in API Gateway."
                    : "API Gateway would give this simple response to other routes, whose verdict differs: add $context.routeKey to the " +
                        "authorizer's identity sources, answer with policies, or set the result TTL to 0 here and in API Gateway.");
    }

    private EventAnswer AnswerWithPolicy(AuthorizerEvent read, RouteVerdicts verdicts, AnswerContext context)
    {
        if (_scopes.Choose(read, verdicts) is not { } scope)
        {
            return EventAnswer.Failure(
                "policy_too_wide",
                "The verdict depends on the route, and no policy names the called method alone: its path has '*', '?' or '$', or its ARN " +
                "is longer than 512 characters. See docs/lambda-result-caching.md.");
        }

        ReadOnlyMemory<byte> json = AnswerWriter.WritePolicy(read.Kind, scope, context);
        string? warning = scope.IsCalledOnly && _options.AreResultsRemembered ? CalledOnlyWarning
            : context.DroppedClaims > 0
                ? $"{context.DroppedClaims} of the token's claims are left out of the context: a WebSocket authorizer's result has 8 KB " +
                    "at most."
            : null;
        return new EventAnswer(AuthorizerAnswer.Document(json)) { Warning = warning };
    }
}
