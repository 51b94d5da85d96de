using System.Net;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Proxies;
using Authz.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Authz.Server.Tests.Decide.ExtAuthz;

public sealed class AuthorizationServiceTests
{
    private const string Audience = "pets-api";

    private readonly FakeIssuer _issuer = new();

    [Fact]
    public async Task Rejects_AStrangerWithPermissionDenied()
    {
        await using DeciderUnderTest decider = await StartAsync(new TrustedProxies([IPNetwork.Parse("10.0.0.0/8")]));
        using CheckClient client = new(decider.ExtAuthz);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.CheckAsync(CheckClient.Question("GET", "/open", [])));

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Rejects_AStrangerBeforeAnythingIsRead()
    {
        await using DeciderUnderTest decider = await StartAsync(new TrustedProxies([IPNetwork.Parse("10.0.0.0/8")]));
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(decider.ExtAuthz, "/envoy.service.auth.v3.Authorization/Check"))
        {
            Content = new EndlessContent(),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Accepts_WithHeadersToSetAndToRemoveAndTheClaims()
    {
        await using DeciderUnderTest decider = await StartAsync();
        using CheckClient client = new(decider.ExtAuthz);
        string token = _issuer.Token(Audience).With("sub", "user-1").With("admin", true).Sign(_issuer.CurrentKey);

        CheckResponse response = await client.CheckAsync(CheckClient.Question(
            "GET", "/pets",
            [new("Authorization", $"Bearer {token}"), new("X-User", "admin"), new("X_User", "admin"), new("X-Role", "root"), new("X-Other", "kept")]));

        Assert.Equal(0, response.Status.Code);
        HeaderValueOption header = Assert.Single(response.OkResponse.Headers);
        Assert.Equal(("x-user", "user-1", false), (header.Header.Key, header.Header.Value, header.Append.Value));
        Assert.Equal(["x-role", "x_user"], response.OkResponse.HeadersToRemove);
        Struct claims = Struct.Parser.ParseFrom(response.DynamicMetadata).Fields["claims"].StructValue;
        Assert.Equal("user-1", claims.Fields["sub"].StringValue);
        Assert.True(claims.Fields["admin"].BoolValue);
    }

    [Fact]
    public async Task Accepts_AnOpenRouteWithoutClaimsAndWithoutTheClientsIdentity()
    {
        await using DeciderUnderTest decider = await StartAsync();
        using CheckClient client = new(decider.ExtAuthz);

        CheckResponse response = await client.CheckAsync(CheckClient.Question("GET", "/open", [new("X-User", "admin")]));

        Assert.Equal(0, response.Status.Code);
        Assert.Empty(response.OkResponse.Headers);
        Assert.Equal(["x-role", "x-user"], response.OkResponse.HeadersToRemove);
        Assert.True(response.DynamicMetadata.IsEmpty);
    }

    [Theory]
    [InlineData("/pets", "", 401, 16, "Bearer", "{\"message\":\"Unauthorized\"}")]
    [InlineData("/nothing", "", 404, 5, null, "{\"message\":\"Not Found\"}")]
    [InlineData("/pets/../pets", "", 400, 3, null, "{\"message\":\"Bad Request\"}")]
    [InlineData("/open", "application/problem+json", 0, 0, null, null)]
    public async Task Rejects_AsTheGatewayDoes(string target, string accept, int status, int code, string? challenge, string? body)
    {
        await using DeciderUnderTest decider = await StartAsync();
        using CheckClient client = new(decider.ExtAuthz);

        CheckResponse response = await client.CheckAsync(CheckClient.Question("GET", target, [new("Accept", accept)]));

        Assert.Equal(code, response.Status.Code);
        Assert.Equal(status, response.DeniedResponse?.Status.Code ?? 0);
        Assert.Equal(body, response.DeniedResponse?.Body);
        Assert.Equal(
            challenge, response.DeniedResponse?.Headers.FirstOrDefault(header => header.Header.Key == "www-authenticate")?.Header.Value);
    }

    [Theory]
    [InlineData("192.0.2.7", 200)]
    [InlineData("192.0.2.8", 403)]
    public async Task Decides_ByTheClientsAddressAsTheProxySaysIt(string condition, int status)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, Audience)
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Condition = [new ConditionBlock(new ConditionTerm("IpAddress", "context:identity.sourceIp", condition))],
            })
            .Build();
        await using DeciderUnderTest decider =
            await DeciderUnderTest.StartAsync(definition, new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        using CheckClient client = new(decider.ExtAuthz);

        CheckResponse response = await client.CheckAsync(
            CheckClient.Question("GET", "/pets", [new("Authorization", $"Bearer {_issuer.Mint(Audience)}")]));

        Assert.Equal(status, response.DeniedResponse?.Status.Code ?? 200);
    }

    [Theory]
    [InlineData("api.example", null, 200)]
    [InlineData("internal.example", null, 403)]
    [InlineData("internal.example", "internal.example", 403)]
    [InlineData("internal.example", "api.example", 400)]
    [InlineData("api.example", "internal.example", 400)]
    public async Task Decides_ByTheClientsHostAsTheProxySaysIt(string host, string? header, int status)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, Audience)
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Condition = [new ConditionBlock(new ConditionTerm("StringNotEquals", "request:header.host", "internal.example"))],
            })
            .Build();
        await using DeciderUnderTest decider =
            await DeciderUnderTest.StartAsync(definition, new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        using CheckClient client = new(decider.ExtAuthz);
        CheckRequest question = CheckClient.Question("GET", "/pets", [new("Authorization", $"Bearer {_issuer.Mint(Audience)}")]);
        AttributeContext.Types.HttpRequest asked = question.Attributes.Request.Http;
        asked.Host = asked.Headers[":authority"] = host;
        if (header is not null)
        {
            asked.Headers["host"] = header;
        }

        CheckResponse response = await client.CheckAsync(question);

        Assert.Equal(status, response.DeniedResponse?.Status.Code ?? 200);
    }

    [Fact]
    public async Task Rejects_AQuestionWithoutARequest()
    {
        await using DeciderUnderTest decider = await StartAsync();
        using CheckClient client = new(decider.ExtAuthz);

        CheckResponse response = await client.CheckAsync(new CheckRequest());

        Assert.Equal(400, response.DeniedResponse.Status.Code);
    }

    private Task<DeciderUnderTest> StartAsync(TrustedProxies? trusted = null) => DeciderUnderTest.StartAsync(
        new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, Audience)
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Integration = new IntegrationDefinition
                {
                    Uri = "http://127.0.0.1:1",
                    RequestParameters = new Dictionary<string, string>
                    {
                        ["overwrite:header.x-user"] = "$context.authorizer.claims.sub",
                        ["overwrite:header.x-role"] = "$context.authorizer.claims.role",
                    },
                },
            })
            .AddOpenRoute("GET /open")
            .Build(),
        new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() },
        trusted: trusted);

    // The head is sent, and nothing follows.
    private sealed class EndlessContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
