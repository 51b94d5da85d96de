using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Shops;

/// <summary>A controller of the shop, the same before and after.</summary>
[ApiController]
[Authorize]
[Route("orders")]
public sealed class OrdersController : ControllerBase
{
    [HttpGet]
    public string List() => $"orders of {User.Identity!.Name}";

    [HttpGet("gold")]
    [Authorize("gold")]
    public string Gold() => User.Identity!.IsAuthenticated ? "gold" : "";
}
