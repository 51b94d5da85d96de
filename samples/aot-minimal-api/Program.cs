using System.Security.Claims;
using Authz.AspNetCore;

// A minimal API for native AOT: dotnet publish, then run the binary with
//   --Authentication:Schemes:Bearer:Authority=URL --Authentication:Schemes:Bearer:Audience=NAME
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddAuthentication().AddJwtAuthorizer();
builder.Services.AddAuthorization();
builder.Services.AddHealthChecks().AddIssuerKeys();

WebApplication app = builder.Build();
app.MapHealthChecks("/health").AllowAnonymous();
app.MapGet("/me", (ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? "").RequireAuthorization();
app.MapGet("/pets", (HttpContext context) => string.Join(' ', context.GetVerifiedToken()!.Scopes)).RequireScope("pets:read");
app.Run();
