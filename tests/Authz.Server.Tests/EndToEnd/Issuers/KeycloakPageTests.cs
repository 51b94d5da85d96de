using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>docs/keycloak.md: its definitions, with a stand-in for Keycloak behind the name <c>keycloak</c>.</summary>
public sealed class KeycloakPageTests : IAsyncLifetime
{
    private const string InNetwork = "http://keycloak:8080/realms/pets";
    private const string Public = "http://localhost:8080/realms/pets";

    private readonly SigningKey _key = SigningKey.Create("RS256");
    private DocumentServer _keycloak = null!;

    public async Task InitializeAsync()
    {
        _keycloak = await DocumentServer.StartAsync();
        string certs = "/realms/pets/protocol/openid-connect/certs";
        _keycloak.Serve(certs, new JsonObject { ["keys"] = new JsonArray(_key.ToPublicJwk()) });

        // Keycloak without a hostname of its own: the document has the name it was asked by.
        JsonObject metadata = new() { ["issuer"] = InNetwork, ["jwks_uri"] = "http://keycloak:8080" + certs };
        _keycloak.Serve("/realms/pets/.well-known/openid-configuration", metadata);
    }

    public async Task DisposeAsync() => await _keycloak.DisposeAsync();

    [Theory]
    [InlineData("Issuer by its public name", Public, InNetwork)]
    [InlineData("Issuer by its name in the network", InNetwork, Public)]
    public async Task Accepts_TheNameThatIsWritten_AndNotTheOther(string heading, string accepted, string refused)
    {
        string lines = ReadLines(heading);

        Assert.Null(await DecideAsync(lines, accepted));
        Assert.Equal(RefusalReason.IssuerMismatch, await DecideAsync(lines, refused));
    }

    [Theory]
    [InlineData("Issuer by its public name")]
    [InlineData("Issuer by its name in the network")]
    public void Rejects_TheDefinitionWithoutTheHost_AndNamesWhatToWrite(string heading)
    {
        JsonObject lines = JsonNode.Parse(ReadLines(heading))!.AsObject();
        lines.Remove("insecureHttpHosts");

        Assert.False(TryRead(lines.ToJsonString(), out _, out IReadOnlyList<DefinitionProblem> problems));
        Assert.Contains("insecureHttpHosts", string.Join('\n', problems), StringComparison.Ordinal);
    }

    private static string ReadLines(string heading) =>
        RepositoryFile.ReadText("docs/keycloak.md").Split($"\n## {heading}\n")[1].Split("```json\n")[1].Split("```")[0];

    private static bool TryRead(string lines, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems) =>
        ApiDefinitionReader.TryRead(
            Encoding.UTF8.GetBytes($$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": {{lines}} } },
              "routes": { "GET /pets": { "authorizer": "idp", "authorizationScopes": ["keeper"] } }
            }
            """),
            out definition, out problems);

    private async Task<RefusalReason?> DecideAsync(string lines, string issuer)
    {
        bool isRead = TryRead(lines, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems);
        Assert.True(isRead, string.Join('\n', problems));
        using SocketsHttpHandler network = new() { ConnectCallback = ConnectAsync };
        using ApiAuthorizer authorizer = new(definition!, new ApiAuthorizerOptions { KeyFetchHandler = network });
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string token = new TestToken().With("iss", issuer).With("aud", new JsonArray("pets-api", "account")).With("azp", "web")
            .With("realm_access", new JsonObject { ["roles"] = new JsonArray("keeper") }).With("iat", now).With("exp", now.AddMinutes(5))
            .Sign(_key);
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization($"Bearer {token}")));
        return decision.Reason;
    }

    // The network in which the name keycloak leads to the stand-in, and no other name leads anywhere.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Assert.Equal(("keycloak", 8080), (context.DnsEndPoint.Host, context.DnsEndPoint.Port));
        Uri address = new(_keycloak.Address);
        TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        return client.GetStream();
    }
}
