using Microsoft.AspNetCore.SignalR;

namespace Shops;

/// <summary>A hub of the shop, the same before and after.</summary>
public sealed class ShopHub : Hub
{
    public string WhoAmI() => Context.User!.Identity!.Name!;
}
