using System.Globalization;
using System.IO.Compression;
using System.Text;
using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// A token that may call one tool tries to call another through the gateway. What the backend gets is what was judged, octet for octet;
/// what could be read in two ways does not get there.
/// </summary>
public sealed class ToolCallAttackTests : IAsyncLifetime
{
    private const string Allowed = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{"city":"Köln"}}}""";
    private const string Forbidden = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop_tables"}}""";
    private const string Json = "Content-Type: application/json";

    private TestGateway _gateway = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync((issuer, backend) =>
        {
            IntegrationDefinition integration = new() { Type = IntegrationType.HttpProxy, Uri = backend + "/mcp" };
            RouteDefinition route = new()
            {
                Authorizer = "idp",
                AuthorizationScopes = ["mcp:use"],
                Tools = new Dictionary<string, ToolDefinition>
                {
                    ["get_weather"] = new(),
                    ["drop_tables"] = new() { AllScopes = ["admin"] },
                    ["straße"] = new() { AllScopes = ["admin"] },
                },
                MaximumToolBody = 4_096,
                Integration = integration,
            };
            return TestGateway.Define([("ANY /mcp", route)], issuer);
        });
        _token = _gateway.Issuer.Mint(TestGateway.Audience, "mcp:use");
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData("as it is")]
    [InlineData("with the method", "Mcp-Method: tools/call")]
    [InlineData("with the name", "Mcp-Method: tools/call", "Mcp-Name: get_weather")]
    [InlineData("with the name as base64", "Mcp-Name: =?base64?Z2V0X3dlYXRoZXI=?=")]
    public async Task Forwards_AnAllowedCall_OctetForOctet(string description, params string[] headers)
    {
        RawAnswer answer = await PostAsync(Allowed, [Json, .. headers]);

        Assert.Equal((description, 200), (description, answer.Status));
        Assert.EndsWith("\r\n\r\n" + Octets(Allowed), _gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("100000")]
    public async Task Forwards_AChunkedCall_OctetForOctet(string size)
    {
        RawAnswer answer = await _gateway.SendRawAsync(
            Head("POST", "Transfer-Encoding: chunked", Json) + Chunked(Octets(Allowed), int.Parse(size, CultureInfo.InvariantCulture)));

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"get_weather\"", Unchunked(_gateway.Backend.LastRequest), StringComparison.Ordinal);
        Assert.Equal(Octets(Allowed), Unchunked(_gateway.Backend.LastRequest));
    }

    [Theory]
    [InlineData("a forbidden tool", Forbidden, 403, Json)]
    [InlineData("a tool without an entry", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"other"}}""", 403, Json)]
    [InlineData("a tool in another case", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"GET_WEATHER"}}""", 403, Json)]
    [InlineData("a tool that folds to another", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"STRASSE"}}""", 403, Json)]
    [InlineData("a tool of other Unicode", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_we\u0430ther"}}""", 403, Json)]
    [InlineData("a tool with an invisible character", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather\u200b"}}""", 403, Json)]
    [InlineData("a batch with one forbidden call", "[" + Allowed + "," + Forbidden + "]", 403, Json)]
    [InlineData("the name of another in the header", Forbidden, 400, Json, "Mcp-Name: get_weather")]
    [InlineData("another name in the header", Allowed, 400, Json, "Mcp-Name: drop_tables")]
    [InlineData("another name as base64", Allowed, 400, Json, "Mcp-Name: =?base64?ZHJvcF90YWJsZXM=?=")]
    [InlineData("a marker in another case", Allowed, 400, Json, "Mcp-Name: =?BASE64?Z2V0X3dlYXRoZXI=?=")]
    [InlineData("lax base64", Allowed, 400, Json, "Mcp-Name: =?base64?Z2V0X3dlYXRoZXI?=")]
    [InlineData("another method in the header", Allowed, 400, Json, "Mcp-Method: tools/list")]
    [InlineData("an empty method in the header", Allowed, 400, Json, "Mcp-Method:")]
    [InlineData("the name twice in headers", Allowed, 400, Json, "Mcp-Name: get_weather", "Mcp-Name: get_weather")]
    [InlineData("the name in another spelling", Allowed, 400, Json, "Mcp_Name: drop_tables")]
    [InlineData("a name for a batch of two", "[" + Allowed + ",{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":2}]", 400, Json, "Mcp-Name: get_weather")]
    [InlineData("a name without a call", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", 400, Json, "Mcp-Name: get_weather")]
    [InlineData("a member twice", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","name":"drop_tables"}}""", 400, Json)]
    [InlineData("a member in another case", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","Name":"drop_tables"}}""", 400, Json)]
    [InlineData("text", Forbidden, 400, "Content-Type: text/plain")]
    [InlineData("text that is allowed", Allowed, 400, "Content-Type: text/plain")]
    [InlineData("no type", Allowed, 400)]
    [InlineData("two types", Allowed, 400, Json, "Content-Type: text/plain")]
    [InlineData("two types in one", Allowed, 400, "Content-Type: application/json, text/plain")]
    [InlineData("another charset", Allowed, 400, "Content-Type: application/json; charset=utf-16")]
    [InlineData("a type that is like JSON", Allowed, 400, "Content-Type: application/problem+json")]
    [InlineData("an encoding", Allowed, 400, Json, "Content-Encoding: gzip")]
    [InlineData("an encoding that changes nothing", Allowed, 400, Json, "Content-Encoding: identity")]
    [InlineData("no JSON", "name=drop_tables", 400, Json)]
    [InlineData("nothing", "", 400, Json)]
    public async Task Forwards_Nothing_ThatIsNotAllowedForSure(string description, string body, int status, params string[] headers)
    {
        RawAnswer answer = await PostAsync(body, headers);

        Assert.Equal((description, status), (description, answer.Status));
        Assert.Empty(_gateway.Backend.Requests);
    }

    /// <summary>What only looks like the header goes on arrival.</summary>
    [Fact]
    public async Task Forwards_NoEncoding_InAnotherSpelling()
    {
        RawAnswer answer = await PostAsync(Allowed, Json, "Content.Encoding: gzip", "Content_Type: text/plain");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("gzip", _gateway.Backend.LastRequest, StringComparison.Ordinal);
        Assert.DoesNotContain("text/plain", _gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwards_NoOtherEncoding()
    {
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Forbidden));
        }

        foreach (string octets in new[]
        {
            Encoding.Latin1.GetString(zipped.ToArray()),
            Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Forbidden)),
            Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(Forbidden)),
            Encoding.Latin1.GetString([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Allowed)]),
        })
        {
            RawAnswer answer = await _gateway.SendRawAsync(Head("POST", $"Content-Length: {octets.Length}", Json) + octets);
            Assert.Equal(400, answer.Status);
        }

        Assert.Empty(_gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("DELETE", 200)]
    [InlineData("GET", 400, "Mcp-Name: get_weather")]
    [InlineData("DELETE", 400, "Mcp-Method: tools/call")]
    [InlineData("GET", 400, "Upgrade: websocket")]
    [InlineData("GET", 400, "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task Forwards_OtherMethods_WithoutABody(string method, int status, params string[] headers)
    {
        RawAnswer answer = await _gateway.SendRawAsync(Head(method, headers));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? 1 : 0, _gateway.Backend.Requests.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Forwards_NoBody_OfOtherMethods(string method)
    {
        RawAnswer sized = await _gateway.SendRawAsync(Head(method, $"Content-Length: {Forbidden.Length}", Json) + Forbidden);
        RawAnswer chunked = await _gateway.SendRawAsync(Head(method, "Transfer-Encoding: chunked", Json) + Chunked(Forbidden, 100));

        Assert.Equal((400, 400), (sized.Status, chunked.Status));
        Assert.Empty(_gateway.Backend.Requests);
    }

    [Theory]
    [InlineData(4_096, true, 200)]
    [InlineData(4_097, true, 413)]
    [InlineData(4_096, false, 200)]
    [InlineData(4_097, false, 413)]
    [InlineData(10_485_760, true, 413)]
    [InlineData(10_485_760, false, 413)]
    public async Task Bounds_TheBody(int length, bool isSized, int status)
    {
        string body = Allowed.Replace("Köln", new string('x', length - Allowed.Length + 4), StringComparison.Ordinal);
        RawAnswer answer = await _gateway.SendRawAsync(isSized
            ? Head("POST", $"Content-Length: {body.Length}", Json) + body
            : Head("POST", "Transfer-Encoding: chunked", Json) + Chunked(body, 1_000_000));

        Assert.Equal((length, status), (body.Length, answer.Status));
        Assert.Equal(status == 200 ? 1 : 0, _gateway.Backend.Requests.Count);
    }

    [Fact]
    public async Task Reads_NoBody_ForAnybody()
    {
        // The body never comes: who must be refused is refused before it is waited for.
        RawAnswer answer = await TestGateway.SendRawAsync(
            _gateway.Address,
            $"POST /mcp HTTP/1.1\r\nHost: {_gateway.Address.Authority}\r\nConnection: close\r\n{Json}\r\nContent-Length: 4000\r\n\r\n");

        Assert.Equal(401, answer.Status);
    }

    private static string Octets(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Chunked(string body, int size) =>
        string.Concat(body.Chunk(size).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n")) + "0\r\n\r\n";

    private static string Unchunked(string request)
    {
        string rest = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        StringBuilder body = new();
        while (true)
        {
            int line = rest.IndexOf("\r\n", StringComparison.Ordinal);
            int length = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return body.ToString();
            }

            body.Append(rest.AsSpan(line + 2, length));
            rest = rest[(line + 2 + length + 2)..];
        }
    }

    private string Head(string method, params string[] headers) =>
        $"{method} /mcp HTTP/1.1\r\nHost: {_gateway.Address.Authority}\r\nConnection: close\r\nAuthorization: Bearer {_token}\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";

    private Task<RawAnswer> PostAsync(string body, params string[] headers)
    {
        string octets = Octets(body);
        return _gateway.SendRawAsync(Head("POST", [$"Content-Length: {octets.Length}", .. headers]) + octets);
    }
}
