using Authz.Definitions.Mapping;

namespace Authz.Tests.Definitions.Mapping;

public sealed class InlineKeysTests
{
    [Fact]
    public void Replaces_EverySourceOfEveryIssuer_AndNothingElse()
    {
        JwtConfiguration remote = TestDefinitions.Issuer with { JwksUri = "https://id.example.com/keys", ClockSkew = TimeSpan.Zero };
        JwtConfiguration file = TestDefinitions.Issuer with { Issuer = "https://b.example.com/", JwksFile = "keys.json" };
        ApiDefinition definition = TestDefinitions.With(remote, file);

        ApiDefinition inline = InlineKeys.Use(definition, entry => $"keys of {entry.Issuer}");

        Assert.Equal(
            [
                remote with { JwksUri = null, Jwks = "keys of https://id.example.com/" },
                file with { JwksFile = null, Jwks = "keys of https://b.example.com/" },
            ],
            inline.Authorizers["idp"].JwtConfiguration);
        Assert.Same(definition.Routes, inline.Routes);
        Assert.Equal([remote, file], definition.Authorizers["idp"].JwtConfiguration);
    }
}
