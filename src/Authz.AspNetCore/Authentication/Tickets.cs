using System.Security.Claims;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Authentication;

namespace Authz.AspNetCore.Authentication;

/// <summary>Makes authentication tickets with what JwtBearer puts into them.</summary>
internal static class Tickets
{
    private const string AccessToken = "access_token";

    public static AuthenticationTicket Create(TokenIdentity identity, bool savesToken, string scheme)
    {
        AuthenticationProperties properties = new() { ExpiresUtc = identity.Token.ExpiresAt, IssuedUtc = identity.Token.NotBefore };
        if (savesToken)
        {
            properties.StoreTokens([new AuthenticationToken { Name = AccessToken, Value = identity.Text }]);
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, scheme);
    }
}
