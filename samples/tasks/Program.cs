using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Tasks;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

builder.Services.AddAuthentication()
    .AddJwtAuthorizer(options =>
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = "sub";
        options.TokenValidationParameters.RoleClaimType = "roles";

        // Browsers cannot set headers on WebSockets and server-sent events: SignalR sends the token in the query.
        options.Events.OnMessageReceived = context =>
        {
            string? accessToken = context.Request.Query["access_token"];
            if (!string.IsNullOrEmpty(accessToken) && context.HttpContext.Request.Path.StartsWithSegments("/hubs/board"))
            {
                context.Token = accessToken;
            }

            return Task.CompletedTask;
        };
    });
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("tasks:write", policy => policy.RequireAssertion(context =>
        context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains("tasks:write"))))
    .AddPolicy("team", policy => policy.RequireClaim("team", "blue"));
builder.Services.AddSingleton<IAuthorizationHandler, OwnerHandler>();
builder.Services.AddControllers();
builder.Services.AddSignalR();
builder.Services.AddSingleton<IUserIdProvider, SubjectUserIdProvider>();

WebApplication app = builder.Build();

app.MapGet("/health", () => "healthy").AllowAnonymous();
app.MapGet("/me", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
app.MapPost("/tasks", () => Results.Created("/tasks/1", null)).RequireAuthorization("tasks:write");
app.MapDelete("/tasks/{id}", (string id) => Results.NoContent()).RequireAuthorization(new AuthorizeAttribute { Roles = "admin" });
app.MapGet("/team", () => "blue").RequireAuthorization("team");
app.MapGet("/tasks/{owner}/notes", async (string owner, ClaimsPrincipal user, IAuthorizationService authorization) =>
    (await authorization.AuthorizeAsync(user, owner, new OwnerRequirement())).Succeeded
        ? Results.Ok("notes")
        : Results.Forbid()).RequireAuthorization();
app.MapControllers();
app.MapHub<BoardHub>("/hubs/board");

app.Run();
