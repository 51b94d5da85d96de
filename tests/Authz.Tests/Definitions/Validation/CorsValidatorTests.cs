namespace Authz.Tests.Definitions.Validation;

public sealed class CorsValidatorTests
{
    [Theory]
    [InlineData("*")]
    [InlineData("https://*")]
    [InlineData("http://*")]
    [InlineData("https://app.example.com")]
    [InlineData("http://localhost:5173")]
    [InlineData("https://[::1]:8443")]
    [InlineData("capacitor://localhost")]
    public void Accepts_Origins(string origin) => Assert.Empty(Problems(new CorsDefinition { AllowOrigins = [origin] }));

    [Theory]
    [InlineData("path", "https://app.example.com/")]
    [InlineData("upper case", "https://App.example.com")]
    [InlineData("the scheme's own port", "https://app.example.com:443")]
    [InlineData("no scheme", "app.example.com")]
    [InlineData("wildcard for a subdomain", "https://*.example.com")]
    [InlineData("user name", "https://user@app.example.com")]
    [InlineData("null", "null")]
    [InlineData("empty", "")]
    [InlineData("not ASCII", "https://bücher.example")]
    public void Rejects_OtherOrigins(string description, string origin) => Assert.Equal(
        (description, $"/cors/allowOrigins/0: '{origin}' is not an origin as browsers send it. " +
            "Write scheme, host and port (unless it is the scheme's own) " +
            "in lower case, without a path: 'https://app.example.com'. Or '*', 'https://*', 'http://*'."),
        (description, Problems(new CorsDefinition { AllowOrigins = [origin] })));

    [Fact]
    public void Rejects_CredentialsForEveryOrigin() => Assert.Equal(
        "/cors/allowCredentials: Credentials are allowed for every origin. " +
        "Name the origins in 'allowOrigins', or leave 'allowCredentials' out.",
        Problems(new CorsDefinition { AllowOrigins = ["*"], AllowCredentials = true }));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(86_400, true)]
    [InlineData(-2, false)]
    [InlineData(86_401, false)]
    public void Rejects_OtherAges(int seconds, bool isAge) => Assert.Equal(
        isAge ? "" : $"/cors/maxAge: {seconds} is out of range. Write -1 to 86400 seconds.",
        Problems(new CorsDefinition { MaxAge = seconds }));

    [Fact]
    public void Rejects_InvalidMethodsAndHeaderNames() => Assert.Equal(
        "/cors/allowMethods/0: 'GET, POST' is not a method. Write one method for each item, or '*'.\n" +
        "/cors/allowHeaders/1: '' is not a header name. Write one header name for each item, or '*'.\n" +
        "/cors/exposeHeaders/0: 'x y' is not a header name. Write one header name for each item, or '*'.",
        Problems(new CorsDefinition { AllowMethods = ["GET, POST"], AllowHeaders = ["*", ""], ExposeHeaders = ["x y"] }));

    private static string Problems(CorsDefinition cors) => TestDefinitions.Problems(TestDefinitions.Valid with { Cors = cors });
}
