using Authz.AspNetCore;
using Authz.Testing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

// Shows what Authz tells an operator: run it, send it requests with and without the token it prints, and watch the console.
FakeIssuer issuer = new("https://id.sample.example/");
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
{
    options.Authority = issuer.Issuer;
    options.Audience = "sample";
    options.BackchannelHttpHandler = issuer.CreateHandler();
});
builder.Services.AddAuthorization();

// A decision is traced as part of its request: without the source of requests, whoever samples by the parent drops it.
builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(JwtAuthorizerDefaults.TelemetryName).AddConsoleExporter())
    .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", JwtAuthorizerDefaults.TelemetryName).AddConsoleExporter());

WebApplication app = builder.Build();
app.MapGet("/", () => "allowed").RequireScope("sample:read");
Console.WriteLine($"curl -H 'Authorization: Bearer {issuer.Mint("sample", "sample:read")}' http://localhost:5000/");
app.Run();
