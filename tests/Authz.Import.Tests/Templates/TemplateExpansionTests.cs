using System.Text;

namespace Authz.Import.Tests.Templates;

/// <summary>Loops and included files in place of resources, read as CloudFormation writes them out.</summary>
public sealed class TemplateExpansionTests : IDisposable
{
    private const string Api = "  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: n}}\n" +
        "  J: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, Name: jwt, AuthorizerType: JWT, " +
        "IdentitySource: [$request.header.Authorization], JwtConfiguration: {Issuer: 'https://id.example.com/', Audience: [a]}}}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "resources",
        "  Fn::ForEach::Routes: [Name, [a, b-c], {'R&{Name}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'GET /${Name}', AuthorizationType: JWT, AuthorizerId: !Ref J, AuthorizationScopes: ['${Name}']}}}]",
        "GET /a = jwt a; GET /b-c = jwt b-c")]
    [InlineData(
        "a reference to the identifier",
        "  Fn::ForEach::Routes: [Name, [GET /x], {'R&{Name}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: !Ref Name}}}]",
        "GET /x = open")]
    [InlineData(
        "a collection that is a parameter",
        "  Fn::ForEach::Routes: [Name, !Ref Names, {'R${Name}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: !Sub 'GET /${Name}'}}}]",
        "GET /p = open; GET /q = open")]
    [InlineData(
        "a loop in a loop",
        "  Fn::ForEach::Outer: [M, [GET, PUT], {Fn::ForEach::Inner: [P, [a, b], {'R${M}${P}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: '${M} /${P}'}}}]}]",
        "GET /a = open; GET /b = open; PUT /a = open; PUT /b = open")]
    [InlineData(
        "properties",
        "  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, Fn::ForEach::P: [K, [JWT], {'AuthorizationType': '${K}'}], AuthorizerId: !Ref J}}",
        "GET /a = jwt")]
    [InlineData(
        "a reference by a made name",
        "  Fn::ForEach::Routes: [N, [J], {'R${N}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, AuthorizationType: JWT, AuthorizerId: {Ref: {'Fn::Sub': '${N}'}}}}}]",
        "GET /a = jwt")]
    [InlineData(
        "no name of its own",
        "  Fn::ForEach::Routes: [Name, [a, b], {R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'GET /${Name}'}}}]",
        "! The loop makes 'R' twice.")]
    [InlineData("no list of three", "  Fn::ForEach::Routes: [Name, [a]]", "! 'Fn::ForEach::Routes' must be a list of three.")]
    [InlineData(
        "a collection that is not known",
        "  Fn::ForEach::Routes: [Name, !Ref Unknown, {'R${Name}': {Type: AWS::ApiGatewayV2::Route}}]",
        "! The collection of 'Fn::ForEach::Routes' cannot be resolved: '${Unknown}'.")]
    [InlineData("a collection that is no list", "  Fn::ForEach::Routes: [Name, a, {'R${Name}': {}}]", "! The collection of 'Fn::ForEach::Routes' must be a list of texts.")]
    [InlineData(
        "a name repeated in a loop",
        "  Fn::ForEach::Routes: [N, [a], {'R${N}': {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, RouteKey: GET /b}}}]",
        "! 'RouteKey' occurs twice; it is already at (7,106).")]
    public void Serves_Loops(string rule, string resources, string expected) => Assert.Equal(
        (rule, expected),
        (rule, ImportedAccess.Of(Import(
            "Transform: AWS::LanguageExtensions\nParameters: {Names: {Type: CommaDelimitedList, Default: 'p, q'}}\n\nResources:\n" + Api + resources))));

    [Fact]
    public void Serves_ConditionsThatALoopMakes() => Assert.Equal(
        "GET /yes = open",
        ImportedAccess.Of(Import(
            "Transform: AWS::LanguageExtensions\nParameters: {PYes: {Type: String, Default: 'true'}, PNo: {Type: String, Default: 'false'}}\n" +
            "Conditions: {Fn::ForEach::C: [N, [Yes, No], {'Is${N}': {Fn::Equals: [{Ref: {Fn::Sub: 'P${N}'}}, 'true']}}]}\nResources:\n" + Api +
            "  A: {Type: AWS::ApiGatewayV2::Route, Condition: IsYes, Properties: {ApiId: !Ref Api, RouteKey: GET /yes}}\n" +
            "  B: {Type: AWS::ApiGatewayV2::Route, Condition: IsNo, Properties: {ApiId: !Ref Api, RouteKey: GET /no}}")));

    [Fact]
    public void Rejects_ALoopWithoutTheLanguageExtensions()
    {
        DefinitionProblem problem = Assert.Single(Import("Resources:\n" + Api + "  Fn::ForEach::A: [N, [a], {}]").Problems);

        Assert.Equal(("'Fn::ForEach::A' needs the template's language extensions.", 4, 3), (problem.Message, problem.Line, problem.Column));
    }

    [Fact]
    public void Rejects_LoopsThatMakeTooMuch()
    {
        string items = string.Join(", ", Enumerable.Range(0, 200));
        string nested = $"  Fn::ForEach::A: [A, [{items}], {{Fn::ForEach::B: [B, [{items}], {{Fn::ForEach::C: [C, [{items}], {{'X${{A}}x${{B}}x${{C}}': 1}}]}}]}}]";

        Assert.Contains(
            Import("Transform: AWS::LanguageExtensions\nResources:\n" + Api + nested).Problems,
            problem => problem.Message.StartsWith("The loops make more than 150000 values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("resources", "Resources:\n<API>  Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}\n", "GET /a = jwt")]
    [InlineData("the whole", "Transform: {Name: AWS::Include, Parameters: {Location: whole.yaml}}\nDescription: d\n", "GET /a = jwt")]
    [InlineData(
        "the same resource in both",
        "Resources:\n<API>  R: {Type: AWS::S3::Bucket}\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}\n",
        "! 'R' stands in the template and in the file that it includes.")]
    [InlineData(
        "a file that includes another",
        "Resources:\n<API>  Fn::Transform: {Name: AWS::Include, Parameters: {Location: nested.yaml}}\n", "! An included file includes another.")]
    [InlineData(
        "a list", "Resources:\n<API>  Fn::Transform: {Name: AWS::Include, Parameters: {Location: list.yaml}}\n",
        "! The included part of the template must be a map.")]
    [InlineData(
        "missing", "Resources:\n<API>  Fn::Transform: {Name: AWS::Include, Parameters: {Location: none.yaml}}\n",
        "! The included part of the template cannot be resolved: 'none.yaml'.")]
    [InlineData(
        "out of the folder", "Resources:\n<API>  Fn::Transform: {Name: AWS::Include, Parameters: {Location: ../part.yaml}}\n",
        "! The included part of the template cannot be resolved: '../part.yaml'.")]
    [InlineData(
        "another macro", "Resources:\n<API>  Fn::Transform: {Name: Mine, Parameters: {Location: part.yaml}}\n",
        "! 'Fn::Transform' in place of resources is not read.")]
    public void Serves_IncludedParts(string rule, string template, string expected)
    {
        const string Route = "R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, AuthorizationType: JWT, AuthorizerId: !Ref J}}\n";
        _folder.Write("part.yaml", Route);
        _folder.Write("whole.yaml", "Resources:\n" + Api + "  " + Route);
        _folder.Write("nested.yaml", "R: {Type: AWS::ApiGatewayV2::Route, Properties: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}}}");
        _folder.Write("list.yaml", "- a");

        Assert.Equal((rule, expected), (rule, ImportedAccess.Of(_folder.Import(template.Replace("<API>", Api, StringComparison.Ordinal)))));
    }

    private static ImportedDefinition Import(string text) => DefinitionImporter.Import(Encoding.UTF8.GetBytes(text));
}
