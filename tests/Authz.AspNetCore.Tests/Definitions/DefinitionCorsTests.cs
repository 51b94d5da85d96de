using Authz.AspNetCore.Definitions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class DefinitionCorsTests
{
    [Theory]
    [InlineData("a host", "https://app.example.com", true)]
    [InlineData("the scheme alone", "https://", false)]
    [InlineData("another scheme", "http://app.example.com", false)]
    [InlineData("what a server cannot write into a header", "https://é.example", false)]
    [InlineData("a control character", "https://a.example\u0001", false)]
    [InlineData("a wildcard", "https://*", false)]
    public void Tells_AllowedOrigins_FromOthers(string description, string origin, bool isAllowed)
    {
        CorsDefinition cors = new() { AllowOrigins = ["https://*"], AllowMethods = ["GET"] };
        ApiDefinition definition = new ApiDefinitionBuilder().AddOpenRoute("GET /").Build() with { Cors = cors };
        DefaultHttpContext context = new();
        context.Request.Headers.Origin = origin;

        Assert.False(new DefinitionCors(definition, NullLoggerFactory.Instance).Apply(context), description);
        Assert.Equal(
            (description, isAllowed ? origin : ""), (description, context.Response.Headers.AccessControlAllowOrigin.ToString()));
    }
}
