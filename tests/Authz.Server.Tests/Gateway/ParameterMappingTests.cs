using Authz.Testing;

namespace Authz.Server.Tests.Gateway;

/// <summary>What mappings tell backends and clients: section by section of the service's page, and never in a client's words.</summary>
public sealed class ParameterMappingTests
{
    [Theory]
    [InlineData("static text", "a value", "a value")]
    [InlineData("a request header", "$request.header.X-In", "one,two")]
    [InlineData("a header's name in another case", "$request.header.x-in", "one,two")]
    [InlineData("a query parameter", "$request.querystring.q", "a b,c")]
    [InlineData("a query parameter in another case is another", "$request.querystring.Q", null)]
    [InlineData("the path", "$request.path", "/pets/7 8")]
    [InlineData("a path variable", "$request.path.id", "7 8")]
    [InlineData("the body", "$request.body", """{"pet":{"tags":["x","y"],"n":1.50}}""")]
    [InlineData("a member of the body", "$request.body.pet.tags[1]", "y")]
    [InlineData("an object of the body", "$request.body.pet.tags", """["x","y"]""")]
    [InlineData("a number of the body, as written", "$request.body.pet.n", "1.50")]
    [InlineData("what the body lacks", "$request.body.pet.name", null)]
    [InlineData("a claim", "$context.authorizer.claims.sub", "user-1")]
    [InlineData("a claim with a colon", "$context.authorizer.claims.custom:team", "a b")]
    [InlineData("a list claim, as the service writes it", "$context.authorizer.claims.groups", "[x y]")]
    [InlineData("a list claim as JSON", "$context.authorizer.claimsJson.groups", """["x","y"]""")]
    [InlineData("a text claim as JSON", "$context.authorizer.claimsJson.sub", "\"user-1\"")]
    [InlineData("a claim inside another", "$context.authorizer.claimsJson./realm_access/roles", """["admin","x y"]""")]
    [InlineData("an object claim", "$context.authorizer.claimsJson.realm_access", """{"roles":["admin","x y"],"level":1.50,"n":null}""")]
    [InlineData("a number, as written", "$context.authorizer.claimsJson./realm_access/level", "1.50")]
    [InlineData("null", "$context.authorizer.claimsJson./realm_access/n", "null")]
    [InlineData("a name with a slash", "$context.authorizer.claimsJson./https:~1~1example.com~1k", "7")]
    [InlineData("a name that is a URL", "$context.authorizer.claimsJson.https://example.com/k", "7")]
    [InlineData("a name with a full stop", "$context.authorizer.claimsJson./a.b", "true")]
    [InlineData("other alphabets", "$context.authorizer.claimsJson.name", "\"\\u00E9\\uD83D\\uDE00\"")]
    [InlineData("into a list", "$context.authorizer.claimsJson./groups/0", null)]
    [InlineData("into a text", "$context.authorizer.claimsJson./sub/x", null)]
    [InlineData("another variable that begins alike", "$context.authorizer.claimsJsonX", null)]
    [InlineData("JSON in text", "r=${context.authorizer.claimsJson./realm_access/roles};", """r=["admin","x y"];""")]
    [InlineData("all claims are none", "$context.authorizer.claims", null)]
    [InlineData("the method", "$context.httpMethod", "POST")]
    [InlineData("the route", "$context.routeKey", "ANY /pets/{id}")]
    [InlineData("an unknown variable", "$context.nothing", null)]
    [InlineData("a stage variable", "$stageVariables.env", "test")]
    [InlineData("text around variables", "<${request.path.id}|${context.authorizer.claims.sub}|${context.nothing}>", "<7 8|user-1|>")]
    [InlineData("a dollar sign in text", "5$ and ${request.path.id}", "5$ and 7 8")]
    public async Task Maps_RequestValues(string description, string value, string? expected)
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-out"] = value });

        string received = await SendAsync(gateway);

        Assert.Equal((description, expected), (description, FindHeader(received, "x-out")));
    }

    [Fact]
    public async Task Maps_AllClaims_AsTheJsonThatWasSigned()
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-out"] = "$context.authorizer.claimsJson" });

        string received = await SendAsync(gateway);

        string text = FindHeader(received, "x-out")!;
        System.Text.Json.Nodes.JsonNode claims = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        Assert.All(text, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal(("user-1", "é😀", "x y"), (
            (string?)claims["sub"], (string?)claims["name"], (string?)claims["realm_access"]!["roles"]![1]));
    }

    // Invariant I18 of the threat model: what a mapping sets cannot come from a client, whatever its spelling.
    [Theory]
    [InlineData("E3 the header itself", "X-User: admin")]
    [InlineData("E3 twice", "X-User: admin\r\nx-user: root")]
    [InlineData("E3 with an underscore", "X_User: admin")]
    [InlineData("E3 with an underscore in upper case", "X_USER: admin")]
    [InlineData("E3 both spellings", "X_User: admin\r\nX-User: root")]
    [InlineData("E3 removed as a hop-by-hop header", "Connection: x-user")]
    [InlineData("E3 removed with others", "Connection: X-Other, X-User, x_user\r\nX_User: admin")]
    [InlineData("E3 announced as a trailer", "Trailer: x-user")]
    public async Task OverwrittenHeader_IsNeverTheClients(string description, string header)
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" });

        string received = await SendAsync(gateway, header.Split("\r\n"));

        Assert.Equal((description, "user-1"), (description, FindHeader(received, "x-user")));
        Assert.DoesNotContain("admin", received, StringComparison.Ordinal);
        Assert.DoesNotContain("root", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E3_HeaderInTrailers_DoesNotReachTheBackend()
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" });

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {Token(gateway.Issuer)}\r\nTransfer-Encoding: chunked\r\nTrailer: x-user\r\n\r\n"
            + "2\r\nhi\r\n0\r\nx-user: admin\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("admin", gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingClaim_LeavesNoHeader_NotTheClients()
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-team"] = "$context.authorizer.claims.team" });

        Assert.Null(FindHeader(await SendAsync(gateway, "X-Team: admin"), "x-team"));
    }

    [Theory]
    [InlineData("append a static text", "append:header.x-a", "two", "X-A: one", "one, two")]
    [InlineData("append drops other spellings", "append:header.x-a", "two", "X_A: one", "two")]
    [InlineData(
        "append the gateway's word: the client's goes", "append:header.x-a", "$context.authorizer.claims.sub", "X-A: one", "user-1")]
    [InlineData("overwrite", "overwrite:header.x-a", "two", "X-A: one", "two")]
    [InlineData("remove", "remove:header.x-a", "''", "X-A: one", null)]
    [InlineData("remove other spellings", "remove:header.x-a", "''", "X_a: one", null)]
    public async Task Maps_HeaderOperations(string description, string key, string value, string header, string? expected)
    {
        await using TestGateway gateway = await StartAsync(new() { [key] = value });

        string received = await SendAsync(gateway, header);

        Assert.Equal((description, expected), (description, FindHeader(received, "x-a")));
        Assert.Null(FindHeader(received, "x_a"));
    }

    [Theory]
    [InlineData("append", "append:querystring.user", "$context.authorizer.claims.sub", "a=1&user=x", "a=1&user=user-1")]
    [InlineData("append a static text", "append:querystring.user", "me", "a=1&user=x", "a=1&user=x&user=me")]
    [InlineData("overwrite", "overwrite:querystring.user", "a&b=c", "user=x&a=%41", "a=%41&user=a%26b%3Dc")]
    [InlineData("overwrite, however it is encoded", "overwrite:querystring.user", "me", "%75ser=x&us%65r=y", "user=me")]
    [InlineData("remove", "remove:querystring.user", "''", "user=x&user&users=1", "users=1")]
    [InlineData("overwrite, in another case", "overwrite:querystring.user", "me", "USER=x&us%45r=y", "user=me")]
    [InlineData("remove, as a list", "remove:querystring.user", "''", "user[]=x&user%5B0%5D=y&a=1;user=z", "a=1")]
    public async Task Maps_QueryOperations(string description, string key, string value, string query, string expected)
    {
        await using TestGateway gateway = await StartAsync(new() { [key] = value });

        await SendToAsync(gateway, "/pets/7?" + query);

        Assert.Equal((description, $"POST /x/7?{expected} HTTP/1.1"), (description, gateway.Backend.LastRequest.Split("\r\n")[0]));
    }

    [Theory]
    [InlineData("a static path", "/v2", "/pets/7", "/v2")]
    [InlineData("the request's own, encoded as it came", "/v2${request.path}", "/pets/a%20%C3%A4", "/v2/pets/a%20%C3%A4")]
    [InlineData("a path variable", "/v2/${request.path.id}/x", "/pets/a%20b", "/v2/a%20b/x")]
    [InlineData("without its first slash", "v2", "/pets/7", "/v2")]
    [InlineData("a claim is one segment", "/users/${context.authorizer.claims.custom:team}", "/pets/7", "/users/a%20b")]
    public async Task Maps_Paths(string description, string value, string target, string expected)
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:path"] = value });

        Assert.Equal(200, (await SendToAsync(gateway, target + "?q=1")).Status);
        Assert.Equal((description, $"POST {expected}?q=1 HTTP/1.1"), (description, gateway.Backend.LastRequest.Split("\r\n")[0]));
    }

    [Theory]
    [InlineData("a dot segment", "..")]
    [InlineData("a slash", "a%2Fb")]
    [InlineData("an encoded dot segment", "%2e%2e")]
    [InlineData("a way up", "..%2Fadmin")]
    [InlineData("nothing", "")]
    [InlineData("a backslash", "%5C")]
    public async Task Rejects_PathsBuiltByAClient(string description, string value)
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:path"] = "/v2/${request.querystring.q}/x" });

        RawAnswer answer = await SendToAsync(gateway, "/pets/7?q=" + value);

        Assert.Equal((description, 400), (description, answer.Status));
        Assert.Empty(gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("a line break", "a\r\nX-Admin: 1", "a%0D%0AX-Admin: 1")]
    [InlineData("NUL", "a\0b", "a%00b")]
    [InlineData("letters beyond ASCII", "Jürgen", "J%C3%BCrgen")]
    [InlineData("plain text, per cent signs too", "100% ~", "100% ~")]
    public async Task Encodes_CharactersForbiddenInHeaders(string description, string claim, string expected)
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-name"] = "$context.authorizer.claims.name" });
        string token = gateway.Issuer.Token(TestGateway.Audience).With("name", claim).Sign(gateway.Issuer.CurrentKey);

        await gateway.SendAsync("POST /pets/1", $"Authorization: Bearer {token}");

        Assert.Equal((description, expected), (description, FindHeader(gateway.Backend.LastRequest, "x-name")));
        Assert.Null(FindHeader(gateway.Backend.LastRequest, "X-Admin"));
    }

    [Fact]
    public async Task Forwards_TheWholeBody_AfterMappingsReadIt()
    {
        await using TestGateway gateway = await StartAsync(new() { ["overwrite:header.x-length"] = "$request.body.text" });
        string body = $$"""{"text":"short","rest":"{{new string('x', 300_000)}}"}""";

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + $"Authorization: Bearer {Token(gateway.Issuer)}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(200, answer.Status);
        Assert.EndsWith("\r\n\r\n" + body, gateway.Backend.LastRequest, StringComparison.Ordinal);

        // Its first 100 KB are no JSON by themselves.
        Assert.Null(FindHeader(gateway.Backend.LastRequest, "x-length"));
    }

    [Fact]
    public async Task Maps_ResponsesByStatus()
    {
        await using TestGateway gateway = await StartAsync([], new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["404"] = new Dictionary<string, string>
            {
                ["overwrite:statuscode"] = "403",
                ["overwrite:header.x-user"] = "$context.authorizer.claims.sub",
                ["append:header.x-kept"] = "two",
                ["remove:header.x-secret"] = "''",
                ["overwrite:header.x-code"] = "$response.body.error.code",
                ["overwrite:header.x-kind"] = "${response.header.x-kept}!",
            },
        });
        const string Body = """{"error":{"code":17}}""";
        gateway.Backend.Answer = _ =>
            $"HTTP/1.1 404 Not Found\r\nX-Secret: s\r\nX-Kept: one\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";

        RawAnswer answer = await SendToAsync(gateway, "/pets/7");

        Assert.Equal((403, "user-1", null, "17", "one!", Body), (
            answer.Status, answer["x-user"], answer["x-secret"], answer["x-code"], answer["x-kind"], answer.Body));
        Assert.Equal(
            ["one", "two"],
            answer.Headers.Where(header => header.Key.Equals("x-kept", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value));
    }

    [Fact]
    public async Task Drops_TheBody_WhenTheNewStatusAllowsNone()
    {
        await using TestGateway gateway = await StartAsync([], new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["200"] = new Dictionary<string, string> { ["overwrite:statuscode"] = "204" },
        });

        RawAnswer answer = await SendToAsync(gateway, "/pets/7");

        Assert.Equal((204, string.Empty), (answer.Status, answer.Body));
    }

    private static Task<TestGateway> StartAsync(
        Dictionary<string, string> request, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? responses = null) =>
        TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [("ANY /pets/{id}", new RouteDefinition
            {
                Authorizer = "idp",
                Integration = new IntegrationDefinition
                {
                    Uri = backend + "/x/{id}",
                    RequestParameters = request,
                    ResponseParameters = responses ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(),
                },
            })],
            issuer) with
        {
            Stages = new Dictionary<string, StageDefinition>
            {
                ["$default"] = new() { StageVariables = new Dictionary<string, string> { ["env"] = "test" } },
            },
        });

    private static string Token(FakeIssuer issuer) => issuer.Token(TestGateway.Audience)
        .With("sub", "user-1")
        .With("custom:team", "a b")
        .With("realm_access", System.Text.Json.Nodes.JsonNode.Parse("""{"roles":["admin","x y"],"level":1.50,"n":null}"""))
        .With("https://example.com/k", 7)
        .With("a.b", true)
        .With("name", "é😀")
        .With("groups", new System.Text.Json.Nodes.JsonArray("x", "y"))
        .Sign(issuer.CurrentKey);

    private static async Task<string> SendAsync(TestGateway gateway, params string[] headers)
    {
        const string Body = """{"pet":{"tags":["x","y"],"n":1.50}}""";

        // HTTP/1.0, whose connections end without saying so: of "Connection: close, x-user" Kestrel keeps "close" alone.
        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/7%208?q=a+b&q=c HTTP/1.0\r\nHost: {gateway.Address.Authority}\r\n"
            + $"X-In: one\r\nX-In: two\r\nAuthorization: Bearer {Token(gateway.Issuer)}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n"))
            + $"Content-Length: {Body.Length}\r\n\r\n{Body}");
        Assert.Equal(200, answer.Status);
        return gateway.Backend.LastRequest;
    }

    private static Task<RawAnswer> SendToAsync(TestGateway gateway, string target) =>
        gateway.SendAsync($"POST {target}", $"Authorization: Bearer {Token(gateway.Issuer)}");

    private static string? FindHeader(string request, string name)
    {
        string[] values =
        [
            .. request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n")
                .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
                .Select(line => line[(name.Length + 2)..]),
        ];
        return values.Length == 0 ? null : string.Join(", ", values);
    }
}
