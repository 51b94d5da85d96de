namespace Authz.Import.Tests.Templates;

/// <summary>A template as <c>cdk synth</c> writes it: assets, tokens as joins, metadata, conditions on regions.</summary>
public sealed class CdkTemplateTests
{
    [Fact]
    public void Serves_ASynthesisedTemplate()
    {
        ImportedDefinition imported = DefinitionImporter.Import("""
            {
              "Resources": {
                "Fn9270CBC0": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Bucket": {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "S3Key": "a.zip"}}, "Metadata": {"aws:asset:path": "asset.a"}},
                "ApiF70053CD": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "Api", "ProtocolType": "HTTP"}, "Metadata": {"aws:cdk:path": "Stack/Api/Resource"}},
                "ApiDefaultStage189A7074": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": {"Ref": "ApiF70053CD"}, "StageName": "$default", "AutoDeploy": true}},
                "ApiGETpetsint0A5B1A3C": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {"ApiId": {"Ref": "ApiF70053CD"}, "IntegrationType": "AWS_PROXY", "IntegrationUri": {"Fn::GetAtt": ["Fn9270CBC0", "Arn"]}, "PayloadFormatVersion": "2.0"}},
                "ApiGETpets61A1F4E5": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "ApiF70053CD"}, "RouteKey": "GET /pets", "AuthorizationType": "JWT", "AuthorizationScopes": ["pets:read"], "AuthorizerId": {"Ref": "ApiCognito5E0A24D2"}, "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "ApiGETpetsint0A5B1A3C"}]]}}},
                "ApiCognito5E0A24D2": {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {"ApiId": {"Ref": "ApiF70053CD"}, "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"], "JwtConfiguration": {"Audience": [{"Ref": "Client4A7F64DF"}], "Issuer": {"Fn::Join": ["", ["https://cognito-idp.eu-west-1.amazonaws.com/", {"Ref": "Pool0E5B4D36"}]]}}, "Name": "Cognito"}},
                "CDKMetadata": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "v2:deflate64:x"}, "Condition": "CDKMetadataAvailable"}
              },
              "Conditions": {"CDKMetadataAvailable": {"Fn::Or": [{"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}, {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-2"]}]}},
              "Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}},
              "Rules": {"CheckBootstrapVersion": {"Assertions": [{"Assert": {"Fn::Not": [{"Fn::Contains": [["1"], {"Ref": "BootstrapVersion"}]}]}}]}}
            }
            """u8, new ImportOptions
        {
            Issuers = new Dictionary<string, string> { ["Cognito"] = "http://127.0.0.1:8081/" },
            Audiences = new Dictionary<string, IReadOnlyList<string>> { ["Cognito"] = ["dev"] },
        });

        Assert.Equal("GET /pets = Cognito pets:read", ImportedAccess.Of(imported));
        Assert.Equal("Fn9270CBC0", imported.Definition!.Routes["GET /pets"].Integration!.Uri);
    }
}
