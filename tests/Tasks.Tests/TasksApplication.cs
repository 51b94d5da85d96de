using Authz.AspNetCore;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Tasks.Tests;

/// <summary>The sample application in this process; whichever library it uses fetches the issuer's keys from the fake issuer.</summary>
internal sealed class TasksApplication(FakeIssuer issuer) : WebApplicationFactory<BoardHub>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureTestServices(services =>
    {
        services.Configure<JwtBearerOptions>("Bearer", options => options.BackchannelHttpHandler = issuer.CreateHandler());
        services.Configure<JwtAuthorizerOptions>("Bearer", options => options.BackchannelHttpHandler = issuer.CreateHandler());
    });
}
