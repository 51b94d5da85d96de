using System.Text;

namespace Authz.Tests.Definitions.Mapping;

public sealed class LambdaAuthorizerFormatTests
{
    [Fact]
    public void Maps_EveryMemberOfAnAuthorizer()
    {
        LambdaAuthorizerDefinition gate = Read("""
            "authorizerUri": "gate:live", "authorizerPayloadFormatVersion": "2.0", "enableSimpleResponses": true,
            "identitySource": ["$request.header.x-key", "$context.routeKey"], "authorizerResultTtlInSeconds": 300
            """);

        Assert.Equal(
            ("gate:live", PayloadFormatVersion.Version2, true, TimeSpan.FromMinutes(5)),
            (gate.AuthorizerUri, gate.AuthorizerPayloadFormatVersion, gate.EnableSimpleResponses, gate.AuthorizerResultTtl));
        Assert.Equal(["$request.header.x-key", "$context.routeKey"], gate.IdentitySource);
    }

    [Fact]
    public void Maps_Defaults_ForAnEmptyAuthorizer()
    {
        LambdaAuthorizerDefinition gate = Read(""" "authorizerUri": "gate", "authorizerPayloadFormatVersion": "1.0" """);

        Assert.Equal(
            (PayloadFormatVersion.Version1, false, TimeSpan.Zero),
            (gate.AuthorizerPayloadFormatVersion, gate.EnableSimpleResponses, gate.AuthorizerResultTtl));
        Assert.Empty(gate.IdentitySource);
    }

    private static LambdaAuthorizerDefinition Read(string members) => ApiDefinitionReader.Read(Encoding.UTF8.GetBytes("""
        {"authorizers": {"gate": {"type": "REQUEST", MEMBERS}}, "routes": {"GET /pets": {"authorizer": "gate"}}}
        """.Replace("MEMBERS", members, StringComparison.Ordinal))).LambdaAuthorizers["gate"];
}
