using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>The operator's words in an integration's URL, which a client must neither repeat nor leave out.</summary>
public sealed class IntegrationTargetTests
{
    private const string Fixed = "/v/{id}?role=user&limit=5";

    [Theory]
    [InlineData("no path", "", "/x/1", "/")]
    [InlineData("no path, a query", "", "/x/1?a=1", "/?a=1")]
    [InlineData("no path, its own query", "?k=v", "/x/1?a=1", "/?k=v&a=1")]
    [InlineData("a query that stays first", Fixed, "/x/1?a=1&b=%20", "/v/1?role=user&limit=5&a=1&b=%20")]
    [InlineData("a parameter repeated", Fixed, "/x/1?role=admin&a=1&role=", "/v/1?role=user&limit=5&a=1")]
    [InlineData("a parameter in another encoding", Fixed, "/x/1?r%6Fle=admin&%6cimit", "/v/1?role=user&limit=5")]
    [InlineData("an empty query", Fixed, "/x/1?", "/v/1?role=user&limit=5")]
    public async Task Sends_TheFixedPartsAsTheyAre(string description, string uri, string target, string expected)
    {
        await using TestGateway gateway = await StartAsync(uri);

        Assert.Equal(200, (await gateway.SendAsync("GET " + target)).Status);
        Assert.Equal((description, $"GET {expected} HTTP/1.1"), (description, gateway.Backend.LastRequest.Split("\r\n")[0]));
    }

    [Theory]
    [InlineData("another path", "overwrite:path", "/n/${request.path.id}", "/n/1?role=user&limit=5&role2=x")]
    [InlineData("a parameter overwritten", "overwrite:querystring.role", "$request.path.id", "/v/1?limit=5&role2=x&role=1")]
    [InlineData("a parameter removed", "remove:querystring.role", "''", "/v/1?limit=5&role2=x")]
    [InlineData("a parameter added", "append:querystring.role", "$request.path.id", "/v/1?role=user&limit=5&role2=x&role=1")]
    public async Task Sends_TheFixedQuery_AsMappingsLeaveIt(string description, string key, string value, string expected)
    {
        await using TestGateway gateway = await StartAsync(Fixed, (key, value));

        Assert.Equal(200, (await gateway.SendAsync("GET /x/1?role=admin&role2=x")).Status);
        Assert.Equal((description, $"GET {expected} HTTP/1.1"), (description, gateway.Backend.LastRequest.Split("\r\n")[0]));
    }

    [Theory]
    [InlineData("a claim", "/c/${context.authorizer.claims.seg}")]
    [InlineData("a claim alone", "$context.authorizer.claims.seg")]
    [InlineData("a header", "/c/${request.header.x-seg}")]
    [InlineData("a query parameter at the end", "/c/${request.querystring.q}")]
    public async Task Rejects_APathWithoutItsVariable(string description, string path)
    {
        await using TestGateway gateway = await StartAsync("/v", ("overwrite:path", path));

        RawAnswer answer = await gateway.SendAsync("GET /x/1");

        Assert.Equal((description, 400), (description, answer.Status));
        Assert.Empty(gateway.Backend.Requests);
    }

    private static Task<TestGateway> StartAsync(string uri, params (string Key, string Value)[] mappings) => TestGateway.StartOpenAsync(
        backend => new IntegrationDefinition
        {
            Uri = backend + uri,
            RequestParameters = mappings.ToDictionary(mapping => mapping.Key, mapping => mapping.Value),
        },
        "GET /x/{id}");
}
