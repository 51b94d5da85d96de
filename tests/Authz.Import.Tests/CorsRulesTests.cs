using System.Text;

namespace Authz.Import.Tests;

/// <summary>What SAM and the Serverless Framework make of cross-origin rules, as a table (OpenApiEditor.add_cors, http-api.js).</summary>
public sealed class CorsRulesTests
{
    private const string Sam = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api: {Type: AWS::Serverless::HttpApi, Properties: {<properties>}}
          F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}}}}
        """;

    private const string Serverless = """
        service: s
        provider: {httpApi: {<properties>}}
        functions: {f: {events: [{httpApi: GET /a}, {httpApi: PUT /b}]}}
        """;

    private const string Headers = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id";

    [Theory]
    [InlineData("SAM: none", Sam, "", "none")]
    [InlineData("SAM: false", Sam, "CorsConfiguration: false", "none")]
    [InlineData("SAM: true", Sam, "CorsConfiguration: true", "* | | ")]
    [InlineData("SAM: one origin", Sam, "CorsConfiguration: \"'https://a.example.com'\"", "https://a.example.com | | ")]
    [InlineData("SAM: a map", Sam, "CorsConfiguration: {AllowOrigins: ['https://a.example.com'], AllowMethods: [GET], AllowHeaders: [x]}", "https://a.example.com | GET | x")]
    [InlineData(
        "SAM: over those of the document", Sam,
        "CorsConfiguration: {AllowMethods: [GET]}, DefinitionBody: {openapi: 3.0.1, paths: {}, x-amazon-apigateway-cors: {allowOrigins: ['https://b.example.com'], allowMethods: [PUT]}}",
        "https://b.example.com | GET | ")]
    [InlineData("SAM: those of the document", Sam, "DefinitionBody: {openapi: 3.0.1, paths: {}, x-amazon-apigateway-cors: {allowOrigins: ['https://b.example.com']}}", "https://b.example.com | | ")]
    [InlineData("SAM: not known", Sam, "CorsConfiguration: !Ref Unknown", "! 'CorsConfiguration' cannot be resolved: '${Unknown}'.")]
    [InlineData("SAM: a member that does not exist", Sam, "CorsConfiguration: {AllowOrigin: ['*']}", "! 'allowOrigin' is not a property here. Did you mean 'allowOrigins'?")]
    [InlineData("serverless: none", Serverless, "", "none")]
    [InlineData("serverless: false", Serverless, "cors: false", "none")]
    [InlineData("serverless: true", Serverless, "cors: true", $"* | GET,OPTIONS,PUT | {Headers}")]
    [InlineData("serverless: a map", Serverless, "cors: {allowedOrigins: ['https://a.example.com'], allowedMethods: [GET], allowedHeaders: [x]}", "https://a.example.com | GET | x")]
    [InlineData("serverless: a map without methods", Serverless, "cors: {allowedOrigins: 'https://a.example.com'}", $"https://a.example.com | GET,OPTIONS,PUT | {Headers}")]
    [InlineData("serverless: not known", Serverless, "cors: '${ssm:/x}'", "! 'cors' cannot be resolved: '${ssm:/x}'.")]
    public void Serves_CrossOriginRules(string rule, string file, string properties, string expected)
    {
        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(file.Replace("<properties>", properties, StringComparison.Ordinal)));

        string actual = imported.Definition is { } definition
            ? definition.Cors is { } cors
                ? $"{string.Join(',', cors.AllowOrigins)} | {string.Join(',', cors.AllowMethods.Order(StringComparer.Ordinal))} | {string.Join(',', cors.AllowHeaders)}".Replace("|  |", "| |", StringComparison.Ordinal)
                : "none"
            : "! " + string.Join(' ', imported.Problems.Select(problem => $"{problem.Message} {(problem.Message.Contains("property here", StringComparison.Ordinal) ? problem.Remedy : "")}".TrimEnd()));
        Assert.Equal((rule, expected), (rule, actual));
    }
}
