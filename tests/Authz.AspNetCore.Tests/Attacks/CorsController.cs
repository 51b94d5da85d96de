using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A controller with cross-origin rules of its own.</summary>
[ApiController]
[EnableCors("own")]
public sealed class CorsController : ControllerBase
{
    [HttpGet("/pets")]
    public IActionResult Get() => Ok("pets");
}
