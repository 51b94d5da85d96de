using System.Text;

namespace Authz.Import.Tests.Templates;

/// <summary>A domain that asks for client certificates is never run without saying so.</summary>
public sealed class MutualTlsTests
{
    private const string Asked = "MutualTlsAuthentication: {TruststoreUri: 's3://bucket/ca.pem'}";

    private const string Sam = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties: {Domain: {DomainName: api.example.com, CertificateArn: 'arn:x'DOMAIN}}
          F:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a.b
              Events: {A: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get}}}
        """;

    private const string CloudFormation = """
        Resources:
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: a, ProtocolType: HTTP, Target: 'https://b.example.com/'}}
          D: {Type: AWS::ApiGatewayV2::DomainName, Properties: {DomainName: api.example.comDOMAIN}}
        """;

    private const string Serverless = """
        service: a
        provider: {name: aws}
        functions: {f: {handler: a.b, events: [{httpApi: 'GET /a'}]}}
        resources:
          Resources:
            D: {Type: AWS::ApiGatewayV2::DomainName, Properties: {DomainName: api.example.comDOMAIN}}
        """;

    [Theory]
    [InlineData(Sam)]
    [InlineData(CloudFormation)]
    [InlineData(Serverless)]
    public void Rejects_ADomainThatAsksForCertificates_WithItsPlace(string file)
    {
        ImportedDefinition asked = Import(file.Replace("DOMAIN", $", {Asked}", StringComparison.Ordinal));

        DefinitionProblem problem = Assert.Single(asked.Problems);
        Assert.StartsWith("The domain asks for client certificates", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 1 && problem.Column > 1);
        Assert.Empty(Import(file.Replace("DOMAIN", "", StringComparison.Ordinal)).Problems);
    }

    private static ImportedDefinition Import(string file) => DefinitionImporter.Import(Encoding.UTF8.GetBytes(file));
}
