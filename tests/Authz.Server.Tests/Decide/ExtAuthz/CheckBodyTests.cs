using System.Text;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Testing;
using Google.Protobuf;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>Calls of tools over gRPC: by the whole body, as octets, or not at all.</summary>
public sealed class CheckBodyTests : IAsyncLifetime
{
    private const string Audience = "pets-api";
    private const string Partial = "x-envoy-auth-partial-body";
    private const string Allowed = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{"city":"Köln"}}}""";
    private const string Forbidden = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop_tables"}}""";

    private readonly FakeIssuer _issuer = new();
    private DeciderUnderTest _decider = null!;

    public async Task InitializeAsync() => _decider = await DeciderUnderTest.StartAsync(
        Define(), new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() }, overHttp: false);

    public Task DisposeAsync() => _decider.DisposeAsync().AsTask();

    [Theory]
    [InlineData("an allowed tool", Allowed, 200)]
    [InlineData("a forbidden tool", Forbidden, 403)]
    [InlineData("a tool without an entry", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"other"}}""", 403)]
    [InlineData("a batch with a forbidden one", "[" + Allowed + "," + Forbidden + "]", 403)]
    [InlineData("no call", """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", 200)]
    [InlineData("two readings", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","name":"drop_tables"}}""", 400)]
    [InlineData("another type", Allowed, 400, "content-type", "text/plain")]
    [InlineData("an encoding", Allowed, 400, "content-encoding", "gzip")]
    [InlineData("another name in the header", Allowed, 400, "mcp-name", "drop_tables")]
    [InlineData("the name in the header", Allowed, 200, "mcp-name", "get_weather")]
    [InlineData("its own length", Allowed, 200, "content-length", "107")]
    [InlineData("another length", Allowed, 400, "content-length", "106")]
    [InlineData("a part", Allowed, 413, Partial, "true")]
    [InlineData("neither whole nor a part", Allowed, 400, Partial, "maybe")]
    [InlineData("whole in two spellings", Allowed, 400, "x_envoy_auth_partial_body", "false")]
    [InlineData("no body", "", 400)]
    public async Task Decides_ByTheBody(string description, string body, int status, string? name = null, string? value = null)
    {
        CheckRequest question = Question("POST", http => http.RawBody = ByteString.CopyFromUtf8(body));
        if (name is not null)
        {
            question.Attributes.Request.Http.Headers[name] = value;
        }

        Assert.Equal((description, status), (description, StatusOf(await CheckAsync(question))));
    }

    [Fact]
    public async Task Rejects_WhatIsNotSaidToBeWhole()
    {
        CheckRequest unsaid = Question("POST", http => http.RawBody = ByteString.CopyFromUtf8(Allowed));
        unsaid.Attributes.Request.Http.Headers.Remove(Partial);
        CheckRequest text = Question("POST", http => http.Body = Allowed);
        CheckRequest both = Question("POST", http => (http.Body, http.RawBody) = (Allowed, ByteString.CopyFromUtf8(Allowed)));
        CheckRequest none = Question("POST", _ => { });

        foreach (CheckRequest question in new[] { unsaid, text, both, none })
        {
            Assert.Equal(400, await AskAsync(question));
        }
    }

    // A client may send the header too: in a list both are there.
    [Fact]
    public async Task Rejects_APart_ThatTheClientCallsWhole()
    {
        CheckRequest question = Question("POST", http => http.RawBody = ByteString.CopyFromUtf8(Allowed));
        AttributeContext.Types.HttpRequest http = question.Attributes.Request.Http;
        http.HeaderMap = new HeaderMap();
        foreach ((string key, string value) in http.Headers)
        {
            http.HeaderMap.Headers.Add(new Authz.Server.Decide.ExtAuthz.Wire.HeaderValue { Key = key, RawValue = ByteString.CopyFromUtf8(value) });
        }

        http.Headers.Clear();
        Assert.Equal(200, await AskAsync(question));

        http.HeaderMap.Headers.Add(new Authz.Server.Decide.ExtAuthz.Wire.HeaderValue { Key = Partial, RawValue = ByteString.CopyFromUtf8("true") });
        Assert.Equal(400, await AskAsync(question));
    }

    [Theory]
    [InlineData(4_096, 200)]
    [InlineData(4_097, 413)]
    [InlineData(10_485_760, 413)]
    public async Task Bounds_TheBody(int length, int status)
    {
        string body = Allowed.Replace("Köln", new string('x', length - Allowed.Length + 4), StringComparison.Ordinal);

        CheckResponse response = await CheckAsync(Question("POST", http => http.RawBody = ByteString.CopyFromUtf8(body)));

        Assert.Equal((length, status), (Encoding.UTF8.GetByteCount(body), StatusOf(response)));
        Assert.Equal(status == 200 ? null : "{\"message\":\"Request Entity Too Large\"}", response.DeniedResponse?.Body);
    }

    [Theory]
    [InlineData("GET", "", 200)]
    [InlineData("DELETE", "", 200)]
    [InlineData("GET", "x", 400)]
    [InlineData("DELETE", Forbidden, 400)]
    [InlineData("GET", "", 400, "upgrade", "websocket")]
    [InlineData("GET", "", 400, "mcp-name", "get_weather")]
    [InlineData("GET", "", 400, "content-length", "5")]
    [InlineData("GET", "", 200, "content-length", "0")]
    [InlineData("GET", "", 400, "transfer-encoding", "chunked")]
    [InlineData("DELETE", "", 400, "transfer_encoding", "gzip, chunked")]
    public async Task Allows_OtherMethods_WithoutABody(string method, string body, int status, string? name = null, string? value = null)
    {
        CheckRequest question = Question(method, http => http.RawBody = ByteString.CopyFromUtf8(body));
        if (name is not null)
        {
            question.Attributes.Request.Http.Headers[name] = value;
        }

        Assert.Equal(status, StatusOf(await CheckAsync(question)));
    }

    [Fact]
    public async Task Reads_NoBody_OfAnybody()
    {
        CheckRequest question = Question("POST", http => http.RawBody = ByteString.CopyFromUtf8("no JSON"));
        question.Attributes.Request.Http.Headers.Remove("authorization");

        Assert.Equal(401, await AskAsync(question));
    }

    private static int StatusOf(CheckResponse response) => response.DeniedResponse?.Status.Code ?? (response.Status.Code == 0 ? 200 : 0);

    private async Task<int> AskAsync(CheckRequest question) => StatusOf(await CheckAsync(question));

    private async Task<CheckResponse> CheckAsync(CheckRequest question)
    {
        using CheckClient client = new(_decider.ExtAuthz);
        return await client.CheckAsync(question);
    }

    private CheckRequest Question(string method, Action<AttributeContext.Types.HttpRequest> change)
    {
        CheckRequest question = CheckClient.Question(method, "/mcp",
        [
            new("Authorization", $"Bearer {_issuer.Mint(Audience, "mcp:use")}"), .. method == "POST"
                ? [new("Content-Type", "application/json"), new(Partial, "false")]
                : Array.Empty<KeyValuePair<string, string>>(),
        ]);
        change(question.Attributes.Request.Http);
        return question;
    }

    private ApiDefinition Define() => new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", _issuer.Issuer, Audience)
        .AddRoute("ANY /mcp", new RouteDefinition
        {
            Authorizer = "idp",
            AuthorizationScopes = ["mcp:use"],
            Tools = new Dictionary<string, ToolDefinition> { ["get_weather"] = new(), ["drop_tables"] = new() { AllScopes = ["admin"] } },
            MaximumToolBody = 4_096,
        })
        .Build();
}
