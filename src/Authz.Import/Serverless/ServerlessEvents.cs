using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>Finds the events <c>httpApi</c> of the functions.</summary>
internal sealed class ServerlessEvents
{
    private readonly Variables _variables;
    private readonly Func<DefinitionNode?, DefinitionNode?> _evaluate;
    private readonly ImportReport _report;

    public ServerlessEvents(
        DefinitionNode root, Variables variables, Func<DefinitionNode?, DefinitionNode?> evaluate, ImportReport report)
    {
        _variables = variables;
        _evaluate = evaluate;
        _report = report;
        DefinitionMember[] functions = [.. FunctionsOf(root)];
        Functions = [.. functions.Select(function => function.Name)];
        All = [.. functions.SelectMany(EventsOf)];
    }

    /// <summary>The functions' keys.</summary>
    public IReadOnlyCollection<string> Functions { get; }

    /// <summary>The events in the file's order.</summary>
    public IReadOnlyList<ServerlessEvent> All { get; }

    // One object, or a list of objects that are joined.
    private IEnumerable<DefinitionMember> FunctionsOf(DefinitionNode root)
    {
        DefinitionNode? functions = root.Get("functions") is { } written ? Known(_variables.Unfold(written), "'functions'") : null;
        return functions is { Kind: DefinitionNodeKind.List }
            ? functions.Items.SelectMany(item => Known(_variables.Unfold(item), "A part of the functions").Members)
            : functions?.Members ?? [];
    }

    private IEnumerable<ServerlessEvent> EventsOf(DefinitionMember function)
    {
        DefinitionNode body = Known(_variables.Unfold(function.Value), $"The function '{function.Name}'");
        DefinitionNode? payload = _variables.Get(body, "httpApi", "payload");
        DefinitionNode? events = body.Get("events") is { } written ? Known(_variables.Unfold(written), $"The events of '{function.Name}'") : null;
        if (events is { Kind: not (DefinitionNodeKind.List or DefinitionNodeKind.Unresolved) })
        {
            _report.Refuse(events.Position, $"The events of '{function.Name}' must be a list.", "Write '- ' before each event.");
        }

        foreach (DefinitionNode item in events?.Items ?? [])
        {
            DefinitionNode known = Known(_variables.Unfold(item), $"An event of '{function.Name}'");
            if (known.Find("httpApi") is { } member && _evaluate(_variables.Get(member.Value)) is { } value)
            {
                yield return new ServerlessEvent(function.Name, member.NamePosition, value, payload);
            }

            NoticeOtherApis(known, function.Name);
        }
    }

    // Functions often serve several kinds of APIs; only one of them is read here.
    private void NoticeOtherApis(DefinitionNode known, string function)
    {
        foreach ((string name, string kind) in (ReadOnlySpan<(string, string)>)[("http", "a REST"), ("websocket", "a WebSocket")])
        {
            if (known.Find(name) is { } other)
            {
                _report.Notice(
                    other.NamePosition,
                    $"The event '{name}' of '{function}' belongs to {kind} API, which is not read.",
                    "Write 'httpApi' for a route of the HTTP API.",
                    "other_api");
            }
        }
    }

    private DefinitionNode Known(DefinitionNode node, string subject)
    {
        if (node.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(node, subject);
        }

        return node;
    }
}
