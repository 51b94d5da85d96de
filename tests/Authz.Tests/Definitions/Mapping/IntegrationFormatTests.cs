using System.Text;

namespace Authz.Tests.Definitions.Mapping;

public sealed class IntegrationFormatTests
{
    [Fact]
    public void Maps_EveryMemberOfABackend()
    {
        IntegrationDefinition integration = Read("""
            {
              "type": "HTTP_PROXY", "uri": "http://backend/{id}", "integrationMethod": "POST", "timeoutInMillis": 1500,
              "requestParameters": { "overwrite:path": "/v2", "remove:header.x-a": "''" },
              "responseParameters": { "404": { "overwrite:statuscode": "200" }, "500": { "append:header.x-b": "c" } }
            }
            """);

        Assert.Equal(
            (IntegrationType.HttpProxy, "http://backend/{id}", "POST", TimeSpan.FromSeconds(1.5)),
            (integration.Type, integration.Uri, integration.IntegrationMethod, integration.Timeout));
        Assert.Equal(["overwrite:path", "remove:header.x-a"], integration.RequestParameters.Keys);
        Assert.Equal(["/v2", "''"], integration.RequestParameters.Values);
        Assert.Equal(["404", "500"], integration.ResponseParameters.Keys);
        Assert.Equal("200", integration.ResponseParameters["404"]["overwrite:statuscode"]);
        Assert.Equal("c", integration.ResponseParameters["500"]["append:header.x-b"]);
    }

    [Theory]
    [InlineData("", PayloadFormatVersion.Version2, ClaimFormat.Strings)]
    [InlineData(""", "payloadFormatVersion": "2.0", "claimFormat": "strings" """, PayloadFormatVersion.Version2, ClaimFormat.Strings)]
    [InlineData(""", "payloadFormatVersion": "1.0", "claimFormat": "typed" """, PayloadFormatVersion.Version1, ClaimFormat.Typed)]
    public void Maps_EveryMemberOfAFunction(string more, PayloadFormatVersion version, ClaimFormat format)
    {
        IntegrationDefinition integration = Read($$"""{"type": "AWS_PROXY", "uri": "pets"{{more}}}""");

        Assert.Equal(
            (IntegrationType.AwsProxy, version, format),
            (integration.Type, integration.PayloadFormatVersion, integration.ClaimFormat));
        Assert.Null(integration.IntegrationMethod);
        Assert.Equal(TimeSpan.FromSeconds(30), integration.Timeout);
        Assert.Empty(integration.RequestParameters);
        Assert.Empty(integration.ResponseParameters);
    }

    private static IntegrationDefinition Read(string integration) => ApiDefinitionReader.Read(Encoding.UTF8.GetBytes("""
        {"routes": {"GET /pets/{id}": {"authorizationType": "NONE", "integration": INTEGRATION}}}
        """.Replace("INTEGRATION", integration, StringComparison.Ordinal))).Routes["GET /pets/{id}"].Integration!;
}
