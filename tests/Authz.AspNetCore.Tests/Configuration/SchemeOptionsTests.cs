using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Tests.Configuration;

public sealed class SchemeOptionsTests
{
    private const string Section = "Authentication:Schemes:Bearer:";

    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData("authority and audience", "Authority=https://issuer.example|Audience=api")]
    [InlineData("issuer and audiences", "ValidIssuer=https://issuer.example|ValidAudiences:0=other|ValidAudiences:1=api")]
    [InlineData("issuers and audience", "ValidIssuers:0=https://other.example|ValidIssuers:1=https://issuer.example|ValidAudience=api")]
    [InlineData("authority beside the same issuer", "Authority=https://issuer.example/|ValidIssuer=https://issuer.example|Audience=api")]
    [InlineData("issuer and its keys", "ValidIssuer=https://issuer.example|JwksUri=https://issuer.example/jwks|Audience=api")]
    [InlineData(
        "checks that are on anyway",
        "Authority=https://issuer.example|Audience=api|ValidateIssuer=true|ValidateAudience=True|RequireHttpsMetadata=true")]
    [InlineData(
        "entries",
        "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience:0=api|Issuers:0:Algorithms:0=RS256|Issuers:0:ClockSkew=00:00:10")]
    [InlineData(
        "metadata elsewhere",
        "Authority=https://issuer.example|Audience=api|MetadataAddress=https://issuer.example/.well-known/openid-configuration")]
    [InlineData("another claim for the audience", "Authority=https://issuer.example|Audience=test-subject|AudienceClaims:0=sub")]
    [InlineData("a longer token", "Authority=https://issuer.example|Audience=api|MaximumTokenLength=16384|KidRequired=false")]
    [InlineData(
        "members of an entry",
        "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|Issuers:0:KidRequired=false|Issuers:0:ScopeClaims:0=/a/b"
        + "|Issuers:0:AudienceClaims:0=aud|Issuers:0:InsecureHttpHosts:0=keycloak:8080"
        + "|Issuers:0:MetadataUri=https://issuer.example/.well-known/openid-configuration")]
    [InlineData(
        "what is unset, as for JwtBearer",
        "Authority=https://issuer.example|Audience=api|ValidIssuer|ValidIssuers|ValidAudiences=|ForwardDefault|Challenge|QueryTokenPaths=")]
    public async Task Accepts_TheSectionOfJwtBearer(string description, string settings)
    {
        await using HostUnderTest host = await StartAsync(settings);
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("api"));

        Assert.True(response.IsSuccessStatusCode, $"{description}: {response.Headers.WwwAuthenticate}");
    }

    [Theory]
    [InlineData("nothing", "", "No issuer is named")]
    [InlineData("no audience", "Authority=https://issuer.example", "No audience is accepted")]
    [InlineData("plain http", "Authority=http://issuer.example|Audience=api", "is not https")]
    [InlineData("issuer unchecked", "Authority=https://issuer.example|Audience=api|ValidateIssuer=false", "An issuer is always checked")]
    [InlineData(
        "audience unchecked", "Authority=https://issuer.example|ValidateAudience=false|Audience=api", "An audience is always checked")]
    [InlineData("user-jwts", "ValidIssuer=dotnet-user-jwts|ValidAudience=api|SigningKeys:0:Value=abc", "authz issuer")]
    [InlineData(
        "user-jwts, the exact commands", "ValidIssuer=dotnet-user-jwts|ValidAudience=api|SigningKeys:0:Id=1|SigningKeys:0:Value=abc",
        "dotnet user-secrets remove \"Authentication:Schemes:Bearer:SigningKeys:0:Id\"; dotnet user-secrets remove "
        + "\"Authentication:Schemes:Bearer:SigningKeys:0:Value\". Then use a development issuer: AddJwtAuthorizer().AddDevIssuer()")]
    [InlineData("every tenant", "Authority=https://login.microsoftonline.com/common/v2.0|Audience=api", "Name each tenant's issuer")]
    [InlineData("tenant template", "ValidIssuer=https://login.microsoftonline.com/{tenantid}/v2.0|Audience=api", "Name each tenant's issuer")]
    [InlineData("metadata over http", "Authority=https://issuer.example|Audience=api|MetadataAddress=http://x.example/", "is not https")]
    [InlineData("https off, the remedy", "Authority=https://issuer.example|Audience=api|RequireHttpsMetadata=false", "'InsecureHttpHosts'")]
    [InlineData(
        "https off beside a host",
        "Authority=http://keycloak:8080|Audience=api|InsecureHttpHosts:0=keycloak:8080|RequireHttpsMetadata=false", "Remove it")]
    [InlineData("a host without port", "Authority=https://issuer.example|Audience=api|InsecureHttpHosts:0=keycloak", "keycloak")]
    [InlineData("another host over http", "Authority=http://keycloak:8081|Audience=api|InsecureHttpHosts:0=keycloak:8080", "is not https")]
    [InlineData("tenants without template", "Authority=https://issuer.example|Audience=api|Tenants:0=a", "tenants mean nothing")]
    [InlineData(
        "a template without source", "ValidIssuer=https://issuer.example/{tenantid}/|Audience=api|Tenants:0=a", "cannot be discovered")]
    [InlineData("no audience claim", "Authority=https://issuer.example|Audience=api|AudienceClaims=", "audienceClaims")]
    [InlineData("no pointer", "Authority=https://issuer.example|Audience=api|ScopeClaims:0=/a~2", "scopeClaims")]
    [InlineData("a token of no length", "Authority=https://issuer.example|Audience=api|MaximumTokenLength=many", "is not a whole number")]
    [InlineData("a token too long", "Authority=https://issuer.example|Audience=api|MaximumTokenLength=32769", "maximumTokenLength")]
    [InlineData(
        "a rule beside issuers", "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|KidRequired=false",
        "'KidRequired' is set beside 'Issuers'")]
    [InlineData(
        "hosts beside issuers", "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|InsecureHttpHosts:0=keycloak:8080",
        "'InsecureHttpHosts' is set beside 'Issuers'")]
    [InlineData("https off", "Authority=https://issuer.example|Audience=api|RequireHttpsMetadata=false", "http://localhost is trusted")]
    [InlineData("a misspelt key", "Authority=https://issuer.example|Audiance=api|Audience=api", "'Audiance' is not a setting")]
    [InlineData(
        "a foreign authority", "Authority=https://other.example|ValidIssuer=https://issuer.example|Audience=api",
        "'Authority' is not one of the named issuers")]
    [InlineData(
        "a foreign authority beside its keys",
        "Authority=https://other.example|ValidIssuer=https://issuer.example|Audience=api|JwksUri=https://issuer.example/jwks",
        "Remove 'Authority'; if the keys cannot be discovered from the issuer, name their set in 'JwksUri'. Or add it to 'ValidIssuers'.")]
    [InlineData("no flag", "Authority=https://issuer.example|Audience=api|MapInboundClaims=maybe", "is neither true nor false")]
    [InlineData(
        "problem details without a service", "Authority=https://issuer.example|Audience=api|RefusalBody=ProblemDetails",
        "AddProblemDetails")]
    public async Task Rejects_Start_NamingTheRemedy(string description, string settings, string expected)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.True(exception.Message.Contains(expected, StringComparison.Ordinal), $"{description}: {exception.Message}");
    }

    public static TheoryData<string, string, Action<JwtAuthorizerOptions>> RulesBesideIssuers() => new()
    {
        { "type", "RequiredTokenType=at+jwt", _ => { } },
        { "algorithms", "Algorithms:0=ES256", _ => { } },
        { "clock skew", "ClockSkew=00:00:00", _ => { } },
        { "type in code", "", options => options.TokenValidationParameters.ValidTypes = ["at+jwt"] },
        { "algorithms in code", "", options => options.TokenValidationParameters.ValidAlgorithms = ["ES256"] },
        { "clock skew in code", "", options => options.ClockSkew = TimeSpan.Zero },
        { "clock skew of JwtBearer", "", options => options.TokenValidationParameters.ClockSkew = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(RulesBesideIssuers))]
    public async Task Rejects_Start_WithARuleThatNoEntryFollows(string description, string rule, Action<JwtAuthorizerOptions> configure)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|" + rule, configure));

        Assert.True(
            exception.Message.Contains("which no entry would follow", StringComparison.Ordinal), $"{description}: {exception.Message}");
    }

    [Theory]
    [InlineData(
        "list for a text", "Authority=https://issuer.example|Audience=api|RequiredTokenType:0=at+jwt", "'RequiredTokenType' is a list")]
    [InlineData("null", "Authority=https://issuer.example|Audience=api|RequiredTokenType", "'RequiredTokenType' has no text")]
    [InlineData("empty text", "Authority=https://issuer.example|Audience=api|RequiredTokenType=", "'RequiredTokenType' has no text")]
    [InlineData("null for a list", "Authority=https://issuer.example|Audience=api|Algorithms", "No algorithm is accepted")]
    [InlineData("text for a list", "Authority=https://issuer.example|Audience=api|Algorithms=ES256", "'Algorithms' is a text")]
    [InlineData("null in a list", "Authority=https://issuer.example|Audience=api|ValidAudiences:0", "'0' has no text")]
    [InlineData("list in a list", "Authority=https://issuer.example|Audience=api|ValidAudiences:0:0=other", "'0' is a list")]
    [InlineData(
        "text and list", "Authority=https://issuer.example|Audience=api|Authority:0=https://other.example", "'Authority' is a list")]
    [InlineData(
        "list for a flag", "Authority=https://issuer.example|Audience=api|ValidateIssuer=true|ValidateIssuer:0=false",
        "'ValidateIssuer' is a list")]
    [InlineData(
        "issuers of JwtBearer", "Authority=https://issuer.example|Audience=api|ValidIssuers=https://other.example",
        "'ValidIssuers' is a text")]
    [InlineData("text for issuers", "Authority=https://issuer.example|Audience=api|Issuers=https://other.example", "'Issuers' is a text")]
    [InlineData("text for an issuer", "Issuers:0=https://issuer.example", "'0' is a text")]
    [InlineData("issuers without numbers", "Issuers:Issuer=https://issuer.example|Issuers:Audience=api", "'Issuer' is a text")]
    [InlineData(
        "an issuer's type", "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|Issuers:0:RequiredTokenType:0=at+jwt",
        "'RequiredTokenType' is a list")]
    [InlineData(
        "an issuer's algorithms", "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|Issuers:0:Algorithms=ES256",
        "'Algorithms' is a text")]
    [InlineData(
        "an issuer's name", "Issuers:0:Issuer=https://issuer.example|Issuers:0:Audience=api|Issuers:0:Issuer:0=https://other.example",
        "'Issuer' is a list")]
    public async Task Rejects_Start_WithASettingOfTheWrongShape(string description, string settings, string expected)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.True(exception.Message.Contains(expected, StringComparison.Ordinal), $"{description}: {exception.Message}");
    }

    public static TheoryData<string, Action<JwtAuthorizerOptions>> UnusableOptions() => new()
    {
        { "'TokenValidationParameters' is null", options => options.TokenValidationParameters = null! },
        { "'Engine' is null", options => options.Engine = null! },
        { "'Issuers' has an item that is null", options => options.Issuers.Add(null!) },
        { "TokenValidationParameters.ValidTypes is set", options => options.TokenValidationParameters.ValidTypes = [null!] },
        { "'Challenge' is not a header value", options => options.Challenge = null! },
        { "'Challenge' is not a header value", options => options.Challenge = "" },
        { "'Challenge' is not a header value", options => options.Challenge = "Bearer\r\nX: y" },
        { "'Challenge' is not a header value", options => options.Challenge = "Bearer realm=\"caf\u00E9\"" },
        { "longer than 2048", options => options.Authority = "https://issuer.example/" + new string('a', 2048 - 23) },
    };

    [Theory]
    [MemberData(nameof(UnusableOptions))]
    public async Task Rejects_Start_WithUnusableOptions(string expected, Action<JwtAuthorizerOptions> configure)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("Authority=https://issuer.example|Audience=api", configure));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_Start_WithAllProblemsAtOnce()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("Authority=http://issuer.example|ValidateIssuer=false|SigningKeys:0:Value=abc"));

        Assert.Equal(4, exception.Failures.Count());
    }

    public static TheoryData<string, TokenValidationParameters> UnsafeParameters() => new()
    {
        { "ValidateIssuer", new() { ValidateIssuer = false } },
        { "ValidateAudience", new() { ValidateAudience = false } },
        { "ValidateLifetime", new() { ValidateLifetime = false } },
        { "RequireSignedTokens", new() { RequireSignedTokens = false } },
        { "RequireExpirationTime", new() { RequireExpirationTime = false } },
        { "SignatureValidator", new() { SignatureValidator = (_, _) => null! } },
        { "IssuerSigningKey", new() { IssuerSigningKey = new SymmetricSecurityKey(new byte[32]) } },
        { "LifetimeValidator", new() { LifetimeValidator = (_, _, _, _) => true } },
        { "AudienceValidator", new() { AudienceValidator = (_, _, _) => true } },
    };

    [Theory]
    [MemberData(nameof(UnsafeParameters))]
    public async Task Rejects_Start_WhenCodeSwitchesACheckOff(string name, TokenValidationParameters parameters)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync("Authority=https://issuer.example|Audience=api", options => options.TokenValidationParameters = parameters));

        Assert.Contains($"TokenValidationParameters.{name} is ", exception.Message, StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartAsync(string settings, Action<JwtAuthorizerOptions>? configure = null) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.BackchannelHttpHandler = _issuer.CreateHandler();
                configure?.Invoke(options);
            });
            builder.Services.AddAuthorization();
        },
        app => app.MapGet("/", () => "root").RequireAuthorization(),
        [
            .. settings.Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(setting => setting.Split('=', 2))
                .Select(pair => (Section + pair[0], pair.ElementAtOrDefault(1))),
        ]);
}
