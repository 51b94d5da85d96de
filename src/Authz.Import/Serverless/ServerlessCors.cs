using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>Makes the tree of cross-origin rules from those of a serverless.yml, with the framework's defaults.</summary>
internal static class ServerlessCors
{
    private static readonly string[] s_headers =
    [
        "Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token", "X-Amz-User-Agent", "X-Amzn-Trace-Id",
    ];

    /// <param name="cors">The file's rules.</param>
    /// <param name="methods">The methods of the routes, which are allowed if the file names no methods.</param>
    /// <param name="report">Collects the problems.</param>
    public static DefinitionNode? Build(DefinitionNode? cors, IReadOnlyList<string> methods, ImportReport report)
    {
        if (cors is null or { Kind: DefinitionNodeKind.Boolean, Text: "false" })
        {
            return null;
        }

        if (cors.Kind == DefinitionNodeKind.Unresolved)
        {
            report.RefuseUnresolved(cors, "'cors'");
            return null;
        }

        DefinitionPosition position = cors.Position;
        DefinitionObjectBuilder rules = new();
        rules.TryAdd("allowOrigins", position, cors.Get("allowedOrigins")?.AsStrings() ?? Texts(["*"], position));
        rules.TryAdd("allowMethods", position, cors.Get("allowedMethods")?.AsStrings() ?? Texts(DefaultMethods(methods), position));
        rules.TryAdd("allowHeaders", position, cors.Get("allowedHeaders")?.AsStrings() ?? Texts(s_headers, position));
        rules.Add("exposeHeaders", cors.Get("exposedResponseHeaders")?.AsStrings());
        rules.Add("maxAge", cors.Get("maxAge")?.AsNumber());
        rules.Add("allowCredentials", cors.Get("allowCredentials")?.AsBoolean());
        return rules.Build(position);
    }

    private static IEnumerable<string> DefaultMethods(IReadOnlyList<string> methods) =>
        RouteMethods.All.Where(method => method == "OPTIONS" || methods.Contains(method));

    private static DefinitionNode Texts(IEnumerable<string> texts, DefinitionPosition position) =>
        DefinitionNode.List([.. texts.Select(text => DefinitionNode.String(text, position))], position);
}
