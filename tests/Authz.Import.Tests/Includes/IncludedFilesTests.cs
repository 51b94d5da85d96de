using System.Text;
using Authz.Tests;

namespace Authz.Import.Tests.Includes;

/// <summary>What a template may read beside itself, and what not.</summary>
public sealed class IncludedFilesTests : IDisposable
{
    private const string Body = """
        openapi: 3.0.1
        paths:
          /a:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                payloadFormatVersion: "2.0"
                uri: {Fn::Sub: "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Serves_AnIncludedBody_WithTheTemplatesAuthAndItsIntrinsics()
    {
        _folder.Write("api/api.yaml", Body);

        ImportedDefinition imported = _folder.Import(Template("./api/api.yaml"));

        Assert.Equal("GET /a = J", ImportedAccess.Of(imported));
        Assert.Equal("F", imported.Definition!.Routes["GET /a"].Integration!.Uri);
    }

    [Fact]
    public void Serves_AnIncludedBody_OfAnotherNameByParameter()
    {
        _folder.Write("prod.yaml", Body);

        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(Template("!Sub '${Stage}.yaml'") + "\nParameters: {Stage: {Type: String}}"),
            new ImportOptions { Folder = _folder.Path, Parameters = new Dictionary<string, string> { ["Stage"] = "prod" } });

        Assert.Equal("GET /a = J", ImportedAccess.Of(imported));
    }

    [Fact]
    public void Serves_MembersBesideAnInclude()
    {
        _folder.Write("paths.yaml", "/a: {get: {security: [{J: [x]}]}}");

        ImportedDefinition imported = _folder.Import(TemplateOf(
            "{openapi: 3.0.1, paths: {/b: {get: {}}, Fn::Transform: {Name: AWS::Include, Parameters: {Location: paths.yaml}}}}"));

        Assert.Equal("GET /a = J x; GET /b = J", ImportedAccess.Of(imported));
    }

    [Fact]
    public void Rejects_AProblemInAnIncludedFile_AtItsPlaceThere()
    {
        _folder.Write("api.yaml", Body.Replace("get:", "get:\n      security: [{K: []}]", StringComparison.Ordinal));

        DefinitionProblem problem = Assert.Single(_folder.Import(Template("api.yaml")).Problems);

        Assert.Equal(("api.yaml", 5, 19), (problem.File, problem.Line, problem.Column));
        Assert.StartsWith(Path.Combine("x", "api.yaml") + "(5,19)", problem.ToString(Path.Combine("x", "template.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a URL", "s3://bucket/api.yaml", "no URL is read")]
    [InlineData("missing", "none.yaml", "There is no such file in the definition's folder")]
    [InlineData("above the folder", "../api.yaml", "It leads out of the definition's folder")]
    [InlineData("an absolute path", "/etc/hostname", "It leads out of the definition's folder")]
    [InlineData("a link out of the folder", "out.yaml", "It leads out of the definition's folder")]
    [InlineData("behind a link out of the folder", "away/hostname", "It leads out of the definition's folder")]
    [InlineData("a link to itself", "circle.yaml", "It leads out of the definition's folder")]
    [InlineData("a folder", "sub", "It is empty, or not a regular file.")]
    [InlineData("an empty file", "empty.yaml", "It is empty, or not a regular file.")]
    [InlineData("huge", "huge.yaml", "It is larger than 10 MB.")]
    [InlineData("includes itself", "self.yaml", "an included file includes no other")]
    [InlineData("a NUL in its name", "\"a\\0b\"", "Null character in path.")]
    public void Rejects_AnIncludeThatIsNotRead(string rule, string location, string remedy)
    {
        _folder.Link("out.yaml", "/etc/hostname");
        _folder.Link("away", "/etc");
        _folder.Link("circle.yaml", "circle.yaml");
        _folder.Write("sub/x", "x");
        _folder.Write("empty.yaml", "");
        _folder.Write("huge.yaml", new byte[(10 * 1024 * 1024) + 1]);
        _folder.Write("self.yaml", "Fn::Transform: {Name: AWS::Include, Parameters: {Location: self.yaml}}");

        ImportedDefinition imported = _folder.Import(Template(location));

        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.Contains("The API's OpenAPI document cannot be resolved", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Remedy.Contains(remedy, StringComparison.Ordinal), $"{rule}: {problem.Remedy}");
    }

    [SkippableFact]
    public void Rejects_AnIncludeThatIsAPipe_WithoutWaiting()
    {
        System.Diagnostics.Process.Start(Requirement.Program("mkfifo"), Path.Combine(_folder.Path, "pipe.yaml")).WaitForExit();

        Assert.Equal("It is empty, or not a regular file.", Assert.Single(_folder.Import(Template("pipe.yaml")).Problems).Remedy);
    }

    [Fact]
    public void Rejects_AFileOfServerlessThatNamesItself()
    {
        _folder.Write("a.yml", "x: ${file(b.yml):x}");
        _folder.Write("b.yml", "x: ${file(a.yml):x}");

        ImportedDefinition imported = _folder.Import("service: s\nfunctions: {f: {events: '${file(a.yml):x}'}}");

        Assert.Equal(DefinitionProblemCodes.Unresolved, Assert.Single(imported.Problems).Code);
    }

    [Theory]
    [InlineData("UTF-16", new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00 })]
    [InlineData("Latin-1", new byte[] { 0x61, 0x3A, 0x20, 0xE4, 0x0A })]
    public void Rejects_AnIncludeOfAnotherEncoding(string encoding, byte[] content)
    {
        _folder.Write("api.yaml", content);

        DefinitionProblem problem = _folder.Import(Template("api.yaml")).Problems[^1];

        Assert.Equal((encoding, "api.yaml", "The file is not UTF-8."), (encoding, problem.File, problem.Message));
    }

    [Fact]
    public void Accepts_ALinkInsideTheFolder()
    {
        _folder.Write("real/api.yaml", Body);
        _folder.Link("api.yaml", "real/api.yaml");

        Assert.Equal("GET /a = J", ImportedAccess.Of(_folder.Import(Template("api.yaml"))));
    }

    [Fact]
    public void Rejects_AnIncludeOfADefinitionWithoutFolder() => Assert.Contains(
        "without it there is no folder",
        Assert.Single(DefinitionImporter.Import(Encoding.UTF8.GetBytes(Template("api.yaml"))).Problems).Remedy,
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_MoreIncludesThan64()
    {
        for (int number = 0; number < 65; number++)
        {
            _folder.Write($"{number}.yaml", $"/{number}: {{get: {{}}}}");
        }

        string paths = string.Join(", ", Enumerable.Range(0, 65).Select(number =>
            $"/x{number}: {{Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: {number}.yaml}}}}}}"));
        ImportedDefinition imported = _folder.Import(TemplateOf($"{{openapi: 3.0.1, paths: {{{paths}}}}}"));

        Assert.Contains(imported.Problems, problem => problem.Remedy == "Include at most 64 files.");
    }

    [Fact]
    public void Serves_ALocalDefinitionUri_AsItIs()
    {
        _folder.Write("api.yaml", "openapi: 3.0.1\npaths: {/a: {get: {}}}");

        ImportedDefinition imported = _folder.Import("""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: ./api.yaml}}
              F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /b}}}}}
            """);

        Assert.Equal("GET /a = open", ImportedAccess.Of(imported));
        Assert.Contains(imported.Notices, notice => notice.Message.StartsWith("The event 'GET /b' adds no route", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_AuthBesideDefinitionUri()
    {
        _folder.Write("api.yaml", "openapi: 3.0.1\npaths: {/a: {get: {}}}");

        ImportedDefinition imported = _folder.Import("""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: ./api.yaml, Auth: {EnableIamAuthorizer: true}}}
            """);

        Assert.Equal("! SAM takes no 'Auth' beside 'DefinitionUri'.", ImportedAccess.Of(imported));
    }

    [Fact]
    public void Serves_ALocalBodyS3Location()
    {
        _folder.Write("api.yaml", "openapi: 3.0.1\npaths: {/a: {get: {}}}");

        Assert.Equal("GET /a = open", ImportedAccess.Of(_folder.Import(
            "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {BodyS3Location: ./api.yaml}}}")));
    }

    private static string Template(string location) =>
        TemplateOf($"{{Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: {location}}}}}}}");

    private static string TemplateOf(string body) => $$$"""
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties:
              Auth: {DefaultAuthorizer: J, Authorizers: {J: {IdentitySource: $request.header.Authorization, JwtConfiguration: {issuer: "https://id.example.com/", audience: [a]} } } }
              DefinitionBody: {{{body}}}
        """;
}
