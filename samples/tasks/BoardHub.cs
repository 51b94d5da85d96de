using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Tasks;

/// <summary>The board that everyone who is signed in sees.</summary>
[Authorize]
public sealed class BoardHub : Hub
{
    /// <summary>Who the connection belongs to.</summary>
    public string WhoAmI() => Context.UserIdentifier ?? "nobody";

    /// <summary>For administrators.</summary>
    [Authorize(Roles = "admin")]
    public string Clear() => "cleared";
}
