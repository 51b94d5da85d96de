using Authz;
using Authz.Testing;
using HttpBenchmark;
using Microsoft.AspNetCore.Authentication;

// One server of benchmarks/http/run.sh: prints the token that it accepts, then listens.
//   HttpBenchmark MODE URL    MODE: open, middleware, constant, handler, jwtbearer; refuse, for benchmarks/gateway, answers 429 to everything
FakeIssuer issuer = new("https://id.benchmark.example/");
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(args[1]);
switch (args[0])
{
    case "open" or "refuse":
        break;
    case "middleware":
        builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "pets-api").AddRoute("GET /pets/{id}", "idp", "pets:read").Build(),
            options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        break;
    case "constant":
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ConstantTicketHandler>("Bearer", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireClaim("scope", "pets:read"));
        break;
    case "handler":
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            (options.Authority, options.Audience) = (issuer.Issuer, "pets-api");
            options.BackchannelHttpHandler = issuer.CreateHandler();
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireScope("pets:read"));
        break;
    case "jwtbearer":
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            (options.Authority, options.Audience) = (issuer.Issuer, "pets-api");
            options.BackchannelHttpHandler = issuer.CreateHandler();
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireAssertion(context =>
            context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains("pets:read"))));
        break;
    default:
        throw new ArgumentException($"'{args[0]}' is no mode.");
}

WebApplication app = builder.Build();
if (args[0] == "middleware")
{
    app.UseApiDefinition();
}

if (args[0] == "refuse")
{
    app.Run(Refusal.WriteAsync);
    app.Run();
    return;
}

RouteHandlerBuilder endpoint = app.MapGet("/pets/{id}", (string id) => id);
if (args[0] is "constant" or "handler" or "jwtbearer")
{
    endpoint.RequireAuthorization("read");
}

Console.WriteLine(BenchmarkToken.Sign(issuer));
app.Run();
