using System.Reflection;
using Authz.AspNetCore.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Tests.Configuration;

public sealed class TokenValidationRulesTests
{
    // What the scheme follows, and what already says how the scheme works.
    private static readonly string[] s_followed =
    [
        "ValidIssuer", "ValidIssuers", "ValidAudience", "ValidAudiences", "ValidAlgorithms", "ClockSkew", "NameClaimType", "RoleClaimType",
        "AuthenticationType", "ValidateIssuerSigningKey", "TryAllIssuerSigningKeys", "IgnoreTrailingSlashWhenValidatingAudience",
    ];

    public static TheoryData<string> Members() =>
    [
        .. typeof(TokenValidationParameters).GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => property.Name),
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void Rejects_EveryMemberThatWouldHaveNoEffect(string name)
    {
        TokenValidationParameters parameters = new();
        PropertyInfo property = typeof(TokenValidationParameters).GetProperty(name)!;
        property.SetValue(parameters, Other(property, parameters));
        string[] problems = [.. TokenValidationRules.Check(parameters)];

        if (s_followed.Contains(name))
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Matches("Remove|Name ", Assert.Single(problems));
        }
    }

    [Fact]
    public void Accepts_TheDefaults() => Assert.Empty(TokenValidationRules.Check(new TokenValidationParameters()));

    [Fact]
    public void Says_FalseOfACheckThatIsOff() => Assert.Equal(
        "TokenValidationParameters.ValidateAudience is false. This is always checked. Remove the setting.",
        Assert.Single(TokenValidationRules.Check(new TokenValidationParameters { ValidateAudience = false })));

    private static object? Other(PropertyInfo property, TokenValidationParameters parameters) => property.PropertyType switch
    {
        Type type when type == typeof(bool) => !(bool)property.GetValue(parameters)!,
        Type type when type == typeof(string) => "other",
        Type type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        Type type when type == typeof(IEnumerable<string>) => new[] { "one", "two" },
        Type type when type == typeof(SecurityKey) => new SymmetricSecurityKey(new byte[32]),
        Type type when type == typeof(IEnumerable<SecurityKey>) => new SecurityKey[] { new SymmetricSecurityKey(new byte[32]) },
        Type type when type == typeof(IDictionary<string, object>) => new Dictionary<string, object>(),
        Type type when typeof(Delegate).IsAssignableFrom(type) => AnyDelegate(type),
        Type type when type == typeof(TokenValidationParameters) => new TokenValidationParameters(),
        Type type when type == typeof(CryptoProviderFactory) => new CryptoProviderFactory(),
        Type type => InterfaceStub(type),
    };

    private static Delegate AnyDelegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(item => System.Linq.Expressions.Expression.Parameter(item.ParameterType)).ToArray();
        return System.Linq.Expressions.Expression.Lambda(
            type, System.Linq.Expressions.Expression.Default(invoke.ReturnType), parameters).Compile();
    }

    private static object InterfaceStub(Type type) => type.Name switch
    {
        nameof(ITokenReplayCache) => new NoReplays(),
        nameof(BaseConfigurationManager) => new Microsoft.IdentityModel.Protocols.ConfigurationManager<
            Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration>(
            "https://issuer.example/", new Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfigurationRetriever()),
        _ => throw new NotSupportedException($"The library has a member of a new type, {type}: say what the scheme does with it."),
    };

    // A cache that knows no token.
    private sealed class NoReplays : ITokenReplayCache
    {
        public bool TryAdd(string securityToken, DateTime expiresOn) => true;

        public bool TryFind(string securityToken) => false;
    }
}
