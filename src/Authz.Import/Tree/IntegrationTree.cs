using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>Makes the tree of an HTTP integration. Any other is left out with a notice: a route without one goes to the gateway's target.</summary>
internal sealed record IntegrationTree(DefinitionPosition Position)
{
    private const string TargetRemedy = "Say with 'serve --target URL' where such requests go; who may send them is unchanged.";
    private const string Functions = ":function:";

    public DefinitionNode? Type { get; init; }

    public DefinitionNode? Uri { get; init; }

    public DefinitionNode? Method { get; init; }

    public DefinitionNode? Timeout { get; init; }

    public DefinitionNode? ConnectionType { get; init; }

    /// <summary>What else the file says of the integration that would change requests or answers.</summary>
    public IEnumerable<DefinitionMember> Mappings { get; init; } = [];

    public static void NoticeFunction(ImportReport report, DefinitionPosition position, string name) =>
        report.Notice(position, $"The integration is the function '{name}', which Authz does not run yet.", TargetRemedy);

    /// <summary>The integration in our own format; null where there is none that Authz can run.</summary>
    public DefinitionNode? Build(ImportReport report)
    {
        foreach (DefinitionMember member in Mappings)
        {
            report.Notice(member.NamePosition, $"'{member.Name}' of integrations is not supported yet: requests are sent on as they came.", "Do it in the backend.");
        }

        string type = Type.PlainText()?.ToUpperInvariant() ?? "";
        if (type == "AWS_PROXY" && Uri is not null)
        {
            NoticeFunction(report, Uri.Position, FunctionName(Uri.Text));
            return null;
        }

        if (type != "HTTP_PROXY" || ConnectionType.PlainText() is not (null or "INTERNET") || Uri is null || !IsHttpUrl(Uri))
        {
            string what = type == "HTTP_PROXY" ? $"to '{Uri?.Text}'" : $"of type '{Type?.Text}'";
            report.Notice(Uri?.Position ?? Position, $"The integration {what} cannot be run here.", TargetRemedy);
            return null;
        }

        return BuildHttp(Uri);
    }

    private DefinitionNode BuildHttp(DefinitionNode uri)
    {
        DefinitionObjectBuilder integration = new();
        integration.TryAdd("type", Position, DefinitionNodes.Text("HTTP_PROXY", Position));
        integration.Add("uri", uri);
        if (Method.PlainText() is { } method && !method.Equals("ANY", StringComparison.OrdinalIgnoreCase))
        {
            integration.Add("integrationMethod", DefinitionNodes.Text(method.ToUpperInvariant(), Method!.Position));
        }

        integration.Add("timeoutInMillis", Timeout?.AsNumber());
        return integration.Build(Position);
    }

    private static bool IsHttpUrl(DefinitionNode uri) =>
        uri.Kind == DefinitionNodeKind.String && !uri.Text.Contains("${", StringComparison.Ordinal) &&
        (uri.Text.StartsWith("https://", StringComparison.Ordinal) || uri.Text.StartsWith("http://", StringComparison.Ordinal));

    private static string FunctionName(string arn)
    {
        int start = arn.LastIndexOf(Functions, StringComparison.Ordinal);
        return start < 0 ? arn : arn[(start + Functions.Length)..].Split('/')[0];
    }
}
