using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Tasks.Controllers;

/// <summary>Reports for those who may read them.</summary>
[ApiController]
[Authorize]
[Route("reports")]
public sealed class ReportsController : ControllerBase
{
    /// <summary>Whose report it is.</summary>
    [HttpGet]
    public string Get() => $"report of {User.Identity!.Name}";

    /// <summary>For auditors and administrators.</summary>
    [HttpGet("audit")]
    [Authorize(Roles = "auditor,admin")]
    public string Audit() => "audit";

    /// <summary>For everyone.</summary>
    [HttpGet("summary")]
    [AllowAnonymous]
    public string Summary() => "summary";
}
