using Authz.Lambda.Routes;

namespace Authz.Lambda.Verdicts;

/// <summary>The verdicts on one token for the called route and for all others, for which API Gateway may use the same answer.</summary>
internal sealed class RouteVerdicts
{
    private readonly bool _isApiWider;

    private RouteVerdicts(Verdict called, bool isCalledListed, bool isApiWider, Verdict[] groups, VerifiedToken? token)
    {
        Called = called;
        IsCalledListed = isCalledListed;
        _isApiWider = isApiWider;
        Groups = groups;
        Token = token;
    }

    public Verdict Called { get; }

    /// <summary>Whether the called request's verdict is that of a route of the definition, and not of its path.</summary>
    public bool IsCalledListed { get; }

    /// <summary>The verdict on each group of the catalog.</summary>
    public IReadOnlyList<Verdict> Groups { get; }

    /// <summary>The token, if some route allows it.</summary>
    public VerifiedToken? Token { get; }

    /// <summary>Whether every request with this token gets the same answer on every route.</summary>
    public bool IsUniform => !_isApiWider && Groups.All(verdict => verdict == Called);

    /// <summary>Whether the verdict on every route of the API is known.</summary>
    public bool AreKnown => !_isApiWider && Groups.All(verdict => verdict != Verdict.Unknown);

    /// <summary>Asks the engine about every route that the called one does not decide.</summary>
    public static RouteVerdicts Of(ApiAuthorizer engine, RouteCatalog catalog, in MappedRequest request, in AuthorizationDecision decision)
    {
        Verdict called = decision.IsAllowed ? Verdict.Allowed : Verdict.Refused;
        ApiRoute? route = decision.Outcome is AuthorizationOutcome.Allowed or AuthorizationOutcome.Forbidden ? decision.Route : null;
        VerifiedToken? token = decision.Token;
        IdentitySource? identitySource = route?.IdentitySource ?? catalog.OnlyIdentitySource;
        Verdict[] groups = new Verdict[catalog.Groups.Count];
        bool isCalledListed = false;
        for (int index = 0; index < groups.Length; index++)
        {
            RouteGroup group = catalog.Groups[index];
            if (group.Dependence > RouteDependence.Token)
            {
                // One verdict for each path, or for each request: none that holds for the route.
                groups[index] = Verdict.Unknown;
            }
            else if (route is not null && group.Routes.Contains(route))
            {
                groups[index] = called;
                isCalledListed = true;
            }
            else if (group.IdentitySource is null || group.IdentitySource == identitySource)
            {
                AuthorizationDecision other = engine.Authorize(request.Bare with { RouteKey = group.Routes[0].Key.Text });
                groups[index] = VerdictOf(other);
                token ??= other.Token;
            }
        }

        return new RouteVerdicts(called, isCalledListed, request.IsApiWider, groups, token);
    }

    // A route without keys now may be allowed while the answer is still remembered.
    private static Verdict VerdictOf(in AuthorizationDecision decision) =>
        decision.IsAllowed ? Verdict.Allowed
        : decision is { Reason: RefusalReason.KeysUnavailable }
            or { Reason: RefusalReason.Undecided, Outcome: AuthorizationOutcome.Unavailable } ? Verdict.Unknown
        : Verdict.Refused;
}

/// <summary>The verdict on a token for a route.</summary>
internal enum Verdict : byte
{
    /// <summary>No verdict that holds for every request with this token.</summary>
    Unknown = 0,

    Refused,

    Allowed,
}
