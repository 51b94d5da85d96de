using Authz.Definitions.Mapping;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>An event <c>httpApi</c> of a function.</summary>
/// <param name="Function">The function's key.</param>
/// <param name="Position">The event's place.</param>
/// <param name="Value">The event: a text such as <c>GET /pets</c>, or an object.</param>
/// <param name="Payload">The payload format of the function; null for that of the provider.</param>
internal sealed record ServerlessEvent(string Function, DefinitionPosition Position, DefinitionNode Value, DefinitionNode? Payload)
{
    private const string Everything = "*";

    private static readonly string[] s_members = ["authorizer", "method", "path"];

    /// <summary>The route key; null, with the problem reported, if it cannot be determined.</summary>
    public string? ReadKey(ImportReport report)
    {
        (string? method, string? path) = Value.PlainText() is { } text ? Split(text) : ReadMembers(report);
        if (path is null || (method is null && path != Everything))
        {
            DefinitionNode? unresolved = new[] { Value, Value.Get("method"), Value.Get("path") }.FirstOrDefault(
                node => node?.Kind == DefinitionNodeKind.Unresolved);
            report.Refuse(
                Position,
                "The event's method or path is missing or cannot be resolved.",
                unresolved?.Remedy ?? "Write 'METHOD /path', or '*'.",
                DefinitionProblemCodes.Unresolved);
            return null;
        }

        if (method == Everything && Value.PlainText() is not null)
        {
            report.Refuse(Position, "The framework takes no method '*' in a text.", "Write 'ANY' in its place, or '*' alone.");
            return null;
        }

        if (path != Everything)
        {
            return $"{(method == Everything ? RouteMethods.Any : method!.ToUpperInvariant())} {path}";
        }

        if (method is null or Everything)
        {
            return RouteKey.DefaultText;
        }

        report.Refuse(
            Position,
            $"The path '*' stands for every method, so the framework refuses '{method}' with it.",
            $"Write '*' alone, or a path such as '/{{path+}}'.");
        return null;
    }

    public DefinitionNode? Integration(DefinitionNode? providerPayload, ImportReport report) => new IntegrationTree(Position)
    {
        Type = DefinitionNode.String("AWS_PROXY", Position),
        Uri = DefinitionNode.String(Function, Position),
        PayloadFormatVersion = Payload ?? providerPayload ?? DefinitionNode.String(PayloadFormat.Version2, Position),
    }.Build(report);

    private (string? Method, string? Path) ReadMembers(ImportReport report)
    {
        if (Value.Kind == DefinitionNodeKind.Object)
        {
            KnownMembers.Check(Value, $"The event of '{Function}'", report, s_members);
        }

        return (Value.Get("method").PlainText(), Value.Get("path").PlainText());
    }

    private static (string? Method, string? Path) Split(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (null, text) : (text[..space], text[(space + 1)..].Trim());
    }
}
