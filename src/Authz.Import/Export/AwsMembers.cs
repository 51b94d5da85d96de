using Authz.Definitions.Tree;

namespace Authz.Import.Export;

/// <summary>
/// The members of our own format that AWS has words for. Any other member is refused wherever it is set, also one that this list does not
/// know yet: who adds a member to the format says here, and in the writers, how it is exported.
/// </summary>
internal static class AwsMembers
{
    private const string JwtConfiguration = "jwtConfiguration";

    /// <summary>The members by the names under which the JSON Schema defines the objects.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Known = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        // The compatibility says whom we follow, and AWS always follows itself.
        ["api"] = ["name", "compatibility", "authorizers", "routes", "cors", "stages"],
        ["jwtAuthorizer"] = ["type", "identitySource", JwtConfiguration],
        [JwtConfiguration] = ["issuer", "audience"],
        ["lambdaAuthorizer"] =
        [
            "type", "authorizerUri", "authorizerPayloadFormatVersion", "enableSimpleResponses", "identitySource", "authorizerResultTtlInSeconds",
        ],
        ["route"] = ["authorizationType", "authorizer", "authorizationScopes", "integration"],
        ["integration"] =
            ["type", "uri", "integrationMethod", "timeoutInMillis", "payloadFormatVersion", "requestParameters", "responseParameters"],
        ["cors"] = ["allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders", "maxAge", "allowCredentials"],
        ["stage"] = ["stageVariables", "defaultRouteSettings", "routeSettings", "accessLogSettings"],
        ["routeSettings"] = ["throttlingRateLimit", "throttlingBurstLimit"],

        // The destination is a file here and a log group there.
        ["accessLogSettings"] = ["format"],
    };

    /// <summary>Reports every member of a definition in our own format that AWS has no word for.</summary>
    public static void Refuse(DefinitionNode api, ExportReport report)
    {
        Check("api", api, "", report);
        Each(api, "", "authorizers", (authorizer, path) => CheckAuthorizer(authorizer, path, report));
        Each(api, "", "routes", (route, path) =>
        {
            Check("route", route, path, report);
            Inner("integration", route, path, "integration", report);
        });
        Inner("cors", api, "", "cors", report);
        Each(api, "", "stages", (stage, path) =>
        {
            Check("stage", stage, path, report);
            Inner("routeSettings", stage, path, "defaultRouteSettings", report);
            Each(stage, path, "routeSettings", (settings, inner) => Check("routeSettings", settings, inner, report));
            Inner("accessLogSettings", stage, path, "accessLogSettings", report);
        });
    }

    private static void CheckAuthorizer(DefinitionNode authorizer, string path, ExportReport report)
    {
        if (authorizer.Find(JwtConfiguration)?.Value is not { } configuration)
        {
            Check("lambdaAuthorizer", authorizer, path, report);
            return;
        }

        Check("jwtAuthorizer", authorizer, path, report);
        string inner = JsonPointer.Append(path, JwtConfiguration);
        if (configuration.Kind != DefinitionNodeKind.List)
        {
            Check(JwtConfiguration, configuration, inner, report);
            return;
        }

        report.Refuse(
            inner, $"An authorizer on AWS has one issuer, not {configuration.Items.Count}.", "Deploy an API for each of them, or keep serving the definition with Authz.");
        for (int index = 0; index < configuration.Items.Count; index++)
        {
            Check(JwtConfiguration, configuration.Items[index], JsonPointer.Append(inner, index), report);
        }
    }

    private static void Each(DefinitionNode around, string path, string name, Action<DefinitionNode, string> check)
    {
        string inner = JsonPointer.Append(path, name);
        foreach (DefinitionMember member in around.Find(name)?.Value.Members ?? [])
        {
            check(member.Value, JsonPointer.Append(inner, member.Name));
        }
    }

    private static void Inner(string kind, DefinitionNode around, string path, string name, ExportReport report)
    {
        if (around.Find(name) is { } member)
        {
            Check(kind, member.Value, JsonPointer.Append(path, name), report);
        }
    }

    private static void Check(string kind, DefinitionNode node, string path, ExportReport report)
    {
        foreach (DefinitionMember member in node.Members.Where(member => !Known[kind].Contains(member.Name)))
        {
            report.Refuse(
                JsonPointer.Append(path, member.Name),
                $"AWS has no '{member.Name}' here: what is deployed would not do it.",
                "Remove it, or keep serving the definition with Authz.");
        }
    }
}
