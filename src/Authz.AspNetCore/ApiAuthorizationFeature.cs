using System.Security.Claims;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Authz.AspNetCore;

/// <summary>The decision on a request that an API definition let through, among the request's features.</summary>
public sealed class ApiAuthorizationFeature : IHttpAuthenticationFeature
{
    private readonly AuthorizationDecision _decision;
    private readonly ClaimsReader _claims;
    private ClaimsPrincipal? _user;
    private bool _isUserSet;

    internal ApiAuthorizationFeature(in AuthorizationDecision decision, ClaimsReader claims)
    {
        _decision = decision;
        _claims = claims;
    }

    /// <summary>The decision: route, path variables, and the token unless the route is open.</summary>
    public AuthorizationDecision Decision => _decision;

    // The user of a request with a verified token is made when somebody first looks: many endpoints never do.
    ClaimsPrincipal? IHttpAuthenticationFeature.User
    {
        get
        {
            if (!_isUserSet && _decision is { Token: { } token, PresentedToken: { } presented })
            {
                (_user, _isUserSet) = (new ClaimsPrincipal(new TokenIdentity(token, presented, _claims)), true);
            }

            return _user;
        }

        // An application that removes the user has removed it.
        set => (_user, _isUserSet) = (value, true);
    }
}
