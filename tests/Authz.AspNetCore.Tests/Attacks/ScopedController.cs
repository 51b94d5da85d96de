using Microsoft.AspNetCore.Mvc;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A controller that requires a scope.</summary>
[ApiController]
[RequireScope("pets:admin")]
public sealed class ScopedController : ControllerBase
{
    [HttpGet("/controller")]
    public IActionResult Get() => Ok("pets");
}
