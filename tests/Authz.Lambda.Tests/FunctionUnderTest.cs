using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Testing;

namespace Authz.Lambda.Tests;

/// <summary>A Lambda authorizer in this process, with an issuer in this process.</summary>
internal sealed class FunctionUnderTest : IDisposable
{
    private readonly MemoryStream _log = new();

    public FunctionUnderTest(
        IReadOnlyDictionary<string, RouteDefinition> routes, LambdaAuthorizerOptions? options = null, FakeIssuer? issuer = null,
        string? identitySource = null)
    {
        Issuer = issuer ?? new FakeIssuer(algorithms: ["ES256"]);
        options ??= new LambdaAuthorizerOptions();
        Authorizer = new LambdaAuthorizer(Define(Issuer, routes, identitySource), options with
        {
            Log = _log,
            Engine = options.Engine with { KeyFetchHandler = Issuer.CreateHandler(), TimeProvider = Issuer.Clock },
        });
    }

    public FakeIssuer Issuer { get; }

    public LambdaAuthorizer Authorizer { get; }

    /// <summary>The log line of the last answer.</summary>
    public JsonObject LogLine => JsonNode.Parse(Encoding.UTF8.GetString(_log.ToArray()).TrimEnd('\n').Split('\n')[^1])!.AsObject();

    /// <summary>
    /// Two authorizers that differ in their audience: <c>idp</c> wants <c>pets-api</c>, <c>admins</c> wants <c>admin-api</c>.
    /// </summary>
    public static ApiDefinition Define(
        FakeIssuer issuer, IReadOnlyDictionary<string, RouteDefinition> routes, string? identitySource = null) => new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = Accepting(issuer, "pets-api", identitySource),
                ["admins"] = Accepting(issuer, "admin-api", identitySource),
            },
            Routes = routes,
        };

    public async Task<AuthorizerAnswer> AnswerAsync(EventDocument document) =>
        await Authorizer.AnswerAsync(document.ToUtf8(), invocationId: null, default);

    public async Task<JsonObject> DocumentAsync(EventDocument document)
    {
        AuthorizerAnswer answer = await AnswerAsync(document);
        Assert.True(answer.ErrorMessage is null, answer.ErrorMessage);
        return JsonNode.Parse(answer.Json.Span)!.AsObject();
    }

    public void Dispose()
    {
        Authorizer.Dispose();
        _log.Dispose();
    }

    private static AuthorizerDefinition Accepting(FakeIssuer issuer, string audience, string? identitySource) => new()
    {
        IdentitySource = identitySource ?? AuthorizerDefinition.DefaultIdentitySource,
        JwtConfiguration = [new JwtConfiguration { Issuer = issuer.Issuer, Audience = [audience] }],
    };
}
