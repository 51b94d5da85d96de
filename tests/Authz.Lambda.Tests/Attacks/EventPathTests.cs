using System.Globalization;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests.Attacks;

/// <summary>
/// A route that needs a scope beside one that does not: no path of the second makes an answer that lets a caller into the first.
/// </summary>
public sealed class EventPathTests
{
    private const string Admin = EventDocument.StageArn + "GET/f/admin";

    private static readonly Dictionary<string, RouteDefinition> s_routes = new()
    {
        ["GET /f/admin"] = new() { Authorizer = "idp", AuthorizationScopes = ["admin"] },
        ["GET /f/{slug}"] = new() { Authorizer = "idp", AllowEncodedSlash = true },
        ["GET /f/admin/{rest+}"] = new() { Authorizer = "idp", AuthorizationScopes = ["admin"] },
    };

    // As sent over the wire, and decoded, as an ARN may have it.
    private static IEnumerable<string> Paths =>
        from frame in (string[])["/f/{0}admin", "/f/ad{0}min", "/f/admin{0}", "/f/admin/{0}", "/f/admin{0}/", "/f/{0}", "/{0}f/admin"]
        from code in Enumerable.Range(0, 256)
        from text in (string[])[((char)code).ToString(), $"%{code:X2}", $"%{code:x2}", $"%25{code:X2}"]
        select frame.Replace("{0}", text, StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(AuthorizerEventKind.RestToken))]
    [InlineData(nameof(AuthorizerEventKind.RestRequest))]
    [InlineData(nameof(AuthorizerEventKind.HttpApiV1))]
    [InlineData(nameof(AuthorizerEventKind.HttpApiV2))]
    public async Task Allows_NothingElse_WithoutTheScope(string kind)
    {
        using FunctionUnderTest function = new(s_routes);
        string weak = function.Issuer.Mint("pets-api", "other");
        string strong = function.Issuer.Mint("pets-api", "admin");
        int allowed = 0;
        foreach (string path in Paths)
        {
            foreach (string route in (string[])["GET /f/{slug}", "GET /f/admin/{rest+}"])
            {
                AuthorizerAnswer answer = await function.AnswerAsync(About(kind, route, path, weak));
                if (answer.ErrorMessage is null && JsonNode.Parse(answer.Json.Span) is JsonObject document)
                {
                    Assert.False(IamPolicy.Allows(document, Admin), $"{route}, {path}: {document}");
                    Assert.False(IamPolicy.Allows(document, Admin + "/x"), $"{route}, {path}: {document}");
                    allowed += IamPolicy.Allows(document, $"{EventDocument.StageArn}GET{path}") ? 1 : 0;
                }
            }
        }

        Assert.True(allowed > 100, string.Create(CultureInfo.InvariantCulture, $"{allowed} of the paths are allowed."));
        Assert.True(IamPolicy.Allows(await function.DocumentAsync(About(kind, "GET /f/admin", "/f/admin", strong)), Admin));
        Assert.False(IamPolicy.Allows(await function.DocumentAsync(About(kind, "GET /f/admin", "/f/admin", weak)), Admin));
    }

    private static EventDocument About(string kind, string route, string path, string token) =>
        EventDocument.For(Enum.Parse<AuthorizerEventKind>(kind), route, "GET", path, token);
}
