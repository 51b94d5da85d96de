using System.Security.Claims;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Authentication;

namespace Authz.AspNetCore.Authentication;

/// <summary>Makes authentication tickets with JwtBearer's entries.</summary>
internal static class Tickets
{
    public static AuthenticationTicket Create(TokenIdentity identity, bool savesToken, string scheme) =>
        new(new ClaimsPrincipal(identity), new AuthenticationProperties(new TicketItems(identity, savesToken)), scheme);
}
