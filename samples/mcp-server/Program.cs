using Authz;
using McpServerSample;
using Microsoft.AspNetCore.Authorization;

// A server of the Model Context Protocol whose tools ask for scopes. Clients that have never met it learn from its challenges and its
// metadata where to get a token, and what to ask for.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
string resource = builder.Configuration["Resource"] ?? "http://localhost:5080/mcp";

// On this machine it listens where its resource says: clients look for the metadata there.
if (builder.Configuration["urls"] is null && new Uri(resource) is { IsLoopback: true } address)
{
    builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
}

// The issuer stands in the configuration: Authentication:Schemes:Bearer:Authority.
builder.Services.AddAuthentication()
    .AddJwtAuthorizer(options =>
    {
        options.Audience = resource;
        options.MapInboundClaims = false;
        options.NameClaimType = "sub";
    })
    .AddProtectedResource(new ProtectedResourceDefinition { Resource = resource });

// What a tool asks for besides scopes: conditions, of definitions' grammar.
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("staff", policy => policy.RequireCondition(new ConditionTerm("StringEquals", "claims:role", "staff")));

// AddAuthorizationFilters leaves tools that the token may not call out of tools/list.
builder.Services.AddMcpServer()
    .WithHttpTransport(options => options.Stateless = true)
    .AddAuthorizationFilters()
    .WithTools<WeatherTools>();

WebApplication app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseMiddleware<ToolPolicies>();
app.MapMcp("/mcp").RequireScope("mcp:use").WithMetadata(new CallsTools());
app.Run();
