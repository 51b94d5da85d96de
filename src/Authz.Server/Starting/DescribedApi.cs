using System.Text;
using System.Text.Json.Nodes;
using Authz.Import;
using Authz.Server.Commands;
using Authz.Server.Commands.Options;

namespace Authz.Server.Starting;

/// <summary>
/// A definition from an OpenAPI document that was written for no gateway: each of its security schemes gets an authorizer, unless the
/// document names one.
/// </summary>
internal static class DescribedApi
{
    private const string Extension = "x-amazon-apigateway-authorizer";
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private const string DefaultAudience = "my-api";

    /// <summary>The definition; null after the document's problems were reported.</summary>
    public static ApiDefinition? Read(byte[] content, string path, CommandConsole console)
    {
        if (DefinitionImporter.ReadTree(content, out IReadOnlyList<DefinitionProblem> problems) is not { } tree || problems.Count > 0
            || ToJson(tree) is not JsonObject document || document["openapi"] is null)
        {
            DefinitionFile.Report(path, DefinitionFormat.OpenApi, problems, [], console);
            if (problems.Count == 0)
            {
                console.ReportTrouble(path, "this is no OpenAPI 3 document; authz import reads the other formats.");
            }

            return null;
        }

        if (document["components"]?["securitySchemes"] is JsonObject schemes)
        {
            string audience = AudienceOf(document);
            foreach (JsonObject scheme in schemes.Select(scheme => scheme.Value).OfType<JsonObject>())
            {
                scheme[Extension] ??= CreateAuthorizer(scheme, audience);
            }
        }

        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(document.ToJsonString()));

        // Places are those of the altered document, so none is told.
        foreach (DefinitionProblem problem in imported.Problems)
        {
            console.ReportTrouble(path, $"error: {problem.Message} {problem.Remedy}");
        }

        return imported.Definition;
    }

    private static JsonObject CreateAuthorizer(JsonObject scheme, string audience) => new()
    {
        ["type"] = "jwt",
        ["identitySource"] = IdentitySource.HeaderPrefix + "Authorization",
        ["jwtConfiguration"] = new JsonObject { ["issuer"] = IssuerOf(scheme), ["audience"] = new JsonArray(audience) },
    };

    private static string IssuerOf(JsonObject scheme) =>
        scheme["openIdConnectUrl"] is JsonValue value && value.TryGetValue(out string? url)
        && url.EndsWith(DiscoveryPath, StringComparison.Ordinal)
            ? url[..^DiscoveryPath.Length]
            : StartingDefinition.Issuer;

    private static string AudienceOf(JsonObject document)
    {
        string title = document["info"]?["title"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        string name = string.Join('-', title.ToLowerInvariant().Split(
            [.. title.ToLowerInvariant().Where(character => !char.IsAsciiLetterOrDigit(character)).Distinct()], StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? DefaultAudience : name;
    }

    private static JsonNode? ToJson(DefinitionNode node) => node.Kind switch
    {
        DefinitionNodeKind.Object => new JsonObject(node.Members.Select(member => KeyValuePair.Create(member.Name, ToJson(member.Value)))),
        DefinitionNodeKind.List => new JsonArray([.. node.Items.Select(ToJson)]),
        DefinitionNodeKind.String => JsonValue.Create(node.Text),
        DefinitionNodeKind.Null => null,
        _ => JsonNode.Parse(node.Text),
    };
}
