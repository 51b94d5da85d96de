using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Authz.AspNetCore.Principals;

/// <summary>The user of a request with a verified token, made when somebody first looks: many endpoints never do.</summary>
internal sealed class TokenUserFeature(VerifiedToken token, BearerText text, ClaimsReader reader) : IHttpAuthenticationFeature
{
    private ClaimsPrincipal? _user;
    private bool _isSet;

    public ClaimsPrincipal? User
    {
        get
        {
            if (!_isSet)
            {
                User = new ClaimsPrincipal(new TokenIdentity(token, text, reader));
            }

            return _user;
        }

        // Whoever takes the user away has taken it away.
        set => (_user, _isSet) = (value, true);
    }
}
