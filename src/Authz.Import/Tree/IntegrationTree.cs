using Authz.Definitions.Mapping;

namespace Authz.Import.Tree;

/// <summary>
/// Makes the tree of an HTTP backend or a function. Any other integration is left out with a notice: a route without one goes to the
/// gateway's target.
/// </summary>
internal sealed record IntegrationTree(DefinitionPosition Position)
{
    // A variable of the stage may stand for the scheme too; the validator looks at the URL of each stage.
    private static readonly string[] s_openings = ["https://", "http://", "${stageVariables."];

    public DefinitionNode? Type { get; init; }

    public DefinitionNode? Uri { get; init; }

    public DefinitionNode? Method { get; init; }

    public DefinitionNode? PayloadFormatVersion { get; init; }

    public DefinitionNode? Timeout { get; init; }

    public DefinitionNode? ConnectionType { get; init; }

    public DefinitionNode? RequestParameters { get; init; }

    /// <summary>By status code, with objects below or, in a template, lists of objects with <c>Destination</c> and <c>Source</c>.</summary>
    public DefinitionNode? ResponseParameters { get; init; }

    public DefinitionMember? TlsConfig { get; init; }

    /// <summary>The integration in our own format; null if Authz cannot run it.</summary>
    public DefinitionNode? Build(ImportReport report)
    {
        if (TlsConfig is not null)
        {
            report.Notice(
                TlsConfig.NamePosition,
                "'tlsConfig' of integrations is not supported: a backend's certificate is checked against the host of its URL.",
                "Let the backend have a certificate for that host.");
        }

        string type = Type.PlainText()?.ToUpperInvariant() ?? "";
        if (type == "AWS_PROXY" && Uri is not null)
        {
            return BuildFunction(Uri);
        }

        if (type == "HTTP_PROXY" && ConnectionType.PlainText() is (null or "INTERNET") && Uri is not null && IsHttpUrl(Uri))
        {
            return BuildHttp(Uri);
        }

        string what = type == "HTTP_PROXY" ? $"to '{Uri?.Text}'" : $"of type '{Type?.Text}'";
        report.Notice(
            Uri?.Position ?? Position,
            $"The integration {what} cannot be run here.",
            "Give their address with 'serve --target URL'; access to them is unchanged.");
        return null;
    }

    private DefinitionNode BuildFunction(DefinitionNode function)
    {
        DefinitionObjectBuilder integration = new();
        integration.TryAdd("type", Position, DefinitionNode.String("AWS_PROXY", Position));
        integration.Add("uri", FunctionTree.Build(function));

        // The default of the service's API; files say so if a function gets 2.0.
        integration.Add(
            "payloadFormatVersion", PayloadFormatVersion?.AsPayloadFormat() ?? DefinitionNode.String(PayloadFormat.Version1, Position));
        AddCommon(integration);
        return integration.Build(Position);
    }

    private DefinitionNode BuildHttp(DefinitionNode uri)
    {
        DefinitionObjectBuilder integration = new();
        integration.TryAdd("type", Position, DefinitionNode.String("HTTP_PROXY", Position));
        integration.Add("uri", uri);
        if (Method.PlainText() is { } method && !method.Equals(RouteMethods.Any, StringComparison.OrdinalIgnoreCase))
        {
            integration.Add("integrationMethod", DefinitionNode.String(method.ToUpperInvariant(), Method!.Position));
        }

        AddCommon(integration);
        return integration.Build(Position);
    }

    private void AddCommon(DefinitionObjectBuilder integration)
    {
        integration.Add("timeoutInMillis", Timeout?.AsNumber());
        integration.Add("requestParameters", RequestParameters?.WithMembers(value => value.AsString()));
        integration.Add("responseParameters", ResponseParameters?.WithMembers(ByStatus));
    }

    // CloudFormation has a list of pairs; the service's API has an object.
    private static DefinitionNode ByStatus(DefinitionNode parameters)
    {
        if ((parameters.Get("ResponseParameters") ?? parameters) is not { Kind: DefinitionNodeKind.List } list)
        {
            return parameters.WithMembers(value => value.AsString());
        }

        DefinitionObjectBuilder pairs = new();
        foreach (DefinitionNode pair in list.Items)
        {
            if (pair.Get("Destination").PlainText() is { } destination && pair.Get("Source") is { } source)
            {
                pairs.TryAdd(destination, pair.Position, source.AsString());
            }
        }

        return pairs.Build(parameters.Position);
    }

    private static bool IsHttpUrl(DefinitionNode uri) =>
        uri.Kind == DefinitionNodeKind.String &&
        s_openings.Any(opening => uri.Text.StartsWith(opening, StringComparison.Ordinal));
}
