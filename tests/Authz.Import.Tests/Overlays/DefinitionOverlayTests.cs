using System.Text;

namespace Authz.Import.Tests.Overlays;

/// <summary>A file in our own format adds members to a definition of another format.</summary>
public sealed class DefinitionOverlayTests : IDisposable
{
    private const string Document = """
        openapi: 3.0.1
        info: {title: pets, version: "1"}
        paths:
          /pets: {get: {security: [{idp: [pets:read]}]}}
          /free: {get: {}}
        components:
          securitySchemes:
            idp: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: {issuer: "https://id.example.com/", audience: [pets]}}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Adds_MembersToTheApi_ItsAuthorizers_Routes_AndImplicitStage()
    {
        ApiDefinition? definition = Import("""
            compatibility: standard
            authorizers:
              idp:
                maximumTokenLength: 4096
                jwtConfiguration: {algorithms: [RS256], scopeClaims: [roles]}
            routes:
              GET /pets:
                allScopes: [admin]
                integration: {type: HTTP_PROXY, uri: "http://127.0.0.1:5001/"}
            stages:
              $default: {defaultRouteSettings: {throttlingRateLimit: 5}}
            """).Definition;

        AuthorizerDefinition authorizer = definition!.Authorizers["idp"];
        Assert.Equal(4096, authorizer.MaximumTokenLength);
        Assert.Equal("https://id.example.com/", authorizer.JwtConfiguration[0].Issuer);
        Assert.Equal(["RS256"], authorizer.JwtConfiguration[0].Algorithms);
        Assert.Equal(["roles"], authorizer.JwtConfiguration[0].ScopeClaims);
        RouteDefinition route = definition.Routes["GET /pets"];
        Assert.Equal(["pets:read"], route.AuthorizationScopes);
        Assert.Equal(["admin"], route.AllScopes);
        Assert.Equal("http://127.0.0.1:5001/", route.Integration?.Uri);
        Assert.Equal(5, definition.Stages["$default"].DefaultRouteSettings?.ThrottlingRateLimit);
        Assert.True(definition.Routes["GET /free"].IsOpen);
    }

    [Theory]
    [InlineData("routes: {GET /pets: {authorizer: other}}", 1, 22, "The route 'GET /pets' has 'authorizer' already: it stands at (4,29).")]
    [InlineData("routes: {GET /free: {authorizationType: NONE}}", 1, 22, "The route 'GET /free' has 'authorizationType' already: it stands at (5,11).")]
    [InlineData("authorizers: {idp: {jwtConfiguration: {issuer: x}}}", 1, 40, "'jwtConfiguration' has 'issuer' already: it stands at (8,")]
    [InlineData("authorizers: {idp: {jwtConfiguration: [{algorithms: [RS256]}]}}", 1, 39, "What is added to 'jwtConfiguration' must be a map")]
    [InlineData("name: other", 1, 1, "The API has 'name' already: it stands at (2,15).")]
    [InlineData("routes: {GET /pet: {}}", 1, 10, "There is no route 'GET /pet' to which the overlay could add. Did you mean 'GET /pets'?")]
    [InlineData("authorizers: {}\nroutes: {}\nstages: {prod: {}}", 3, 10, "There is no stage 'prod' to which the overlay could add.")]
    [InlineData("authorizers: {ip: {}}", 1, 15, "There is no authorizer 'ip' to which the overlay could add. Did you mean 'idp'?")]
    [InlineData("routes: {GET /pets: {allScope: [a]}}", 1, 22, "'allScope' is not a property here. Did you mean 'allScopes'?")]
    [InlineData("routes: {GET /pets: {allScopes: ['']}}", 1, 34, "'' is not a scope.")]
    [InlineData("routes: {GET /free: {authorizer: idp}}", 1, 34, "The route is open and names an authorizer.")]
    [InlineData("routes: {GET /pets: {tokenRequired: false}}", 1, 37, "The route asks for scopes, which a request without a token would escape.")]
    [InlineData("routes: {GET /pets: }", 1, 21, "What is added to the route 'GET /pets' must be a map")]
    [InlineData("routes: [a]", 1, 9, "What is added to 'routes' must be a map")]
    [InlineData("- a", 1, 1, "What is added to the API must be a map")]
    [InlineData("routes: {}\nroutes: {}", 2, 1, "'routes' occurs twice")]
    [InlineData("a: {", 2, 1, "The file is not YAML")]
    public void Rejects_WhatCannotBeAdded_WithItsPlaceInTheOverlay(string overlay, int line, int column, string message)
    {
        ImportedDefinition imported = Import(overlay);

        Assert.Null(imported.Definition);
        DefinitionProblem problem = Assert.Single(imported.Problems);
        Assert.Equal(("overlay.yaml", line, column), (problem.File, problem.Line, problem.Column));
        Assert.StartsWith(message, $"{problem.Message} {problem.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ItAll_AtOnce_InTheOrderOfTheFiles()
    {
        ImportedDefinition imported = Import("routes: {GET /a: {}, GET /pets: {authorizer: x}}\nname: b\ncolour: blue\n");

        Assert.Equal([(1, 10), (1, 34), (2, 1), (3, 1)], imported.Problems.Select(problem => (problem.Line, problem.Column)));
    }

    [Fact]
    public void Rejects_AnOverlayThatIsMissing()
    {
        ImportedDefinition imported = _folder.Import(Document, new ImportOptions { OverlayFile = Path.Combine(_folder.Path, "none.yaml") });

        Assert.Equal("none.yaml", Assert.Single(imported.Problems).File);
        Assert.StartsWith("The overlay cannot be read: ", imported.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_TheOverlayAmongTheFiles_ByItsPathFromTheFolder()
    {
        string folder = Path.Combine(_folder.Path, "api");
        string overlay = Path.Combine(_folder.Path, "overlay.yaml");
        _folder.Write("overlay.yaml", "routes: {GET /x: {}}");

        ImportedDefinition imported = DefinitionImporter.Import(
            Encoding.UTF8.GetBytes(Document), new ImportOptions { Folder = folder, OverlayFile = overlay });

        Assert.Equal([overlay], imported.Files);
        Assert.Equal(Path.Combine("..", "overlay.yaml"), Assert.Single(imported.Problems).File);
    }

    [Fact]
    public void Rejects_ARouteOnlyOnce_ThatTheFileItselfHasAsAProblem()
    {
        _folder.Write("overlay.yaml", "routes: {GET /pets: {allScopes: [a]}}");
        string broken = Document.Replace("{idp: [pets:read]}", "{idq: []}", StringComparison.Ordinal);

        ImportedDefinition imported = _folder.Import(broken, Overlay);

        Assert.Equal((null, 4), (Assert.Single(imported.Problems).File, imported.Problems[0].Line));
    }

    [Fact]
    public void Serves_TheReplacedIssuer_WithoutTheKeysOfTheOverlay()
    {
        _folder.Write("overlay.yaml", "authorizers: {idp: {jwtConfiguration: {metadataUri: 'https://id.example.com/m', insecureHttpHosts: ['a:1']}}}");

        JwtConfiguration issuer = _folder.Import(
            Document, Overlay with { Issuers = new Dictionary<string, string> { ["idp"] = "http://127.0.0.1:9/" } })
            .Definition!.Authorizers["idp"].JwtConfiguration[0];

        Assert.Equal(("http://127.0.0.1:9/", null), (issuer.Issuer, issuer.MetadataUri));
        Assert.Empty(issuer.InsecureHttpHosts);
    }

    private ImportOptions Overlay => new() { OverlayFile = Path.Combine(_folder.Path, "overlay.yaml") };

    private ImportedDefinition Import(string overlay)
    {
        _folder.Write("overlay.yaml", overlay);
        return _folder.Import(Document, Overlay);
    }
}
