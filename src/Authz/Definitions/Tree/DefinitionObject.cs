using System.Globalization;

namespace Authz.Definitions.Tree;

/// <summary>
/// An object of a definition's file. Its members are read by name and type. A value of another type is reported and reads as
/// absent.
/// </summary>
internal sealed class DefinitionObject
{
    private const string TypeName = "type";

    private readonly DefinitionNode _node;
    private readonly DefinitionReport _report;
    private readonly List<string> _known = [];
    private string? _requiredTypes;

    private DefinitionObject(string name, string path, DefinitionNode node, DefinitionReport report)
    {
        Name = name;
        Path = path;
        _node = node;
        _report = report;
    }

    /// <summary>Reads a value as an object; a value of another kind is reported and reads as empty.</summary>
    public static DefinitionObject Of(string name, string path, DefinitionNode node, DefinitionReport report)
    {
        DefinitionObject value = new(name, path, node, report);
        value.IsKind(node, DefinitionNodeKind.Object, path, name.Length == 0 ? "A definition" : $"'{name}'");
        return value;
    }

    /// <summary>The name under which the object stands.</summary>
    public string Name { get; }

    /// <summary>The object's place in the file.</summary>
    public string Path { get; }

    /// <summary>A string; null if it is absent.</summary>
    public string? String(string name) => Find(name, DefinitionNodeKind.String)?.Text;

    /// <summary>One of these strings; null if it is absent, or another string, which is reported.</summary>
    public string? OneOf(string name, params ReadOnlySpan<string> allowed) => OneOf(name, findMeant: null, allowed);

    /// <summary>The same, with a word for what was probably meant by another string.</summary>
    public string? OneOf(string name, Func<string, string?>? findMeant, params ReadOnlySpan<string> allowed)
    {
        // A number or a boolean is another value, and quotes would not mend it.
        DefinitionNodeKind kind = _node.Find(name)?.Value.Kind is (DefinitionNodeKind.Number or DefinitionNodeKind.Boolean) and var scalar
            ? scalar
            : DefinitionNodeKind.String;
        if (Find(name, kind) is not { } node)
        {
            return null;
        }

        if (kind == DefinitionNodeKind.String && allowed.Contains(node.Text))
        {
            return node.Text;
        }

        string remedy = findMeant?.Invoke(node.Text) is { } meant ? $"Did you mean '{meant}'?" : $"Write '{string.Join("' or '", allowed)}'.";
        Report(name, node, $"'{node.Text}' is not a value of '{name}'.", remedy);
        return null;
    }

    /// <summary>
    /// The object's <c>type</c>, which must be one of these; null if it is missing, which <see cref="Finish"/> reports.
    /// </summary>
    public string? RequireType(params ReadOnlySpan<string> types)
    {
        _requiredTypes = string.Join("' or '", types);
        return OneOf(TypeName, types);
    }

    /// <summary>A boolean; null if it is absent.</summary>
    public bool? Boolean(string name) => Find(name, DefinitionNodeKind.Boolean) is { } node ? node.Text == "true" : null;

    /// <summary>A whole number; null if it is absent.</summary>
    public int? WholeNumber(string name)
    {
        if (Find(name, DefinitionNodeKind.Number) is not { } node)
        {
            return null;
        }

        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        Report(name, node, $"'{name}' must be a whole number of at most {int.MaxValue}, not {node.Text}.", "Write a whole number.");
        return null;
    }

    /// <summary>A number; null if it is absent.</summary>
    public double? Number(string name) => Find(name, DefinitionNodeKind.Number) is { } node
        ? double.Parse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;

    /// <summary>A list of strings; null if it is absent.</summary>
    public IReadOnlyList<string>? Strings(string name)
    {
        if (Find(name, DefinitionNodeKind.List) is not { } list)
        {
            return null;
        }

        string path = JsonPointer.Append(Path, name);
        List<string> texts = [];
        for (int index = 0; index < list.Items.Count; index++)
        {
            if (IsKind(list.Items[index], DefinitionNodeKind.String, JsonPointer.Append(path, index), $"An item of '{name}'"))
            {
                texts.Add(list.Items[index].Text);
            }
            else
            {
                // Indexes of the model no longer are those of the file.
                _report.MarkUnreadable(path);
            }
        }

        return texts;
    }

    /// <summary>The names of all members, in the file's order.</summary>
    public IEnumerable<string> MemberNames => _node.Members.Select(member => member.Name);

    /// <summary>
    /// The texts of a list of strings, numbers and booleans, or of one of these in its place; null if it is absent. An item of another
    /// kind is reported and left out.
    /// </summary>
    public IReadOnlyList<string>? Scalars(string name)
    {
        _known.Add(name);
        if (_node.Find(name)?.Value is not { } node)
        {
            return null;
        }

        string path = JsonPointer.Append(Path, name);
        bool isList = node.Kind == DefinitionNodeKind.List;
        IReadOnlyList<DefinitionNode> items = isList ? node.Items : [node];
        List<string> texts = [];
        for (int index = 0; index < items.Count; index++)
        {
            bool isScalar = items[index].Kind is DefinitionNodeKind.Number or DefinitionNodeKind.Boolean;
            string itemPath = isList ? JsonPointer.Append(path, index) : path;
            if (isScalar || IsKind(items[index], DefinitionNodeKind.String, itemPath, isList ? $"An item of '{name}'" : $"'{name}'"))
            {
                texts.Add(items[index].Text);
            }
            else
            {
                _report.MarkUnreadable(path);
            }
        }

        return texts;
    }

    /// <summary>The object's members, all of which must be strings; a member of another kind is reported and left out.</summary>
    public IReadOnlyDictionary<string, string> Strings()
    {
        OrderedDictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (DefinitionMember member in _node.Members)
        {
            if (String(member.Name) is { } text)
            {
                texts.Add(member.Name, text);
            }
        }

        return texts;
    }

    /// <summary>An object; null if it is absent.</summary>
    public DefinitionObject? Object(string name) =>
        Find(name, DefinitionNodeKind.Object) is { } node ? Of(name, JsonPointer.Append(Path, name), node, _report) : null;

    /// <summary>The JSON text of an object that is not mapped; null if it is absent.</summary>
    public string? Json(string name) => Find(name, DefinitionNodeKind.Object) is { } node ? DefinitionNodeWriter.ToJson(node) : null;

    /// <summary>The objects of an object by name; a member of another kind is reported and reads as empty.</summary>
    public IEnumerable<DefinitionObject> Objects(string name)
    {
        string path = JsonPointer.Append(Path, name);
        return (Find(name, DefinitionNodeKind.Object)?.Members ?? [])
            .Select(member => Of(member.Name, JsonPointer.Append(path, member.Name), member.Value, _report));
    }

    /// <summary>The objects of a list, or a single object in its place.</summary>
    public IEnumerable<DefinitionObject> ObjectOrList(string name)
    {
        _known.Add(name);
        string path = JsonPointer.Append(Path, name);
        return _node.Find(name)?.Value switch
        {
            null => [],
            { Kind: DefinitionNodeKind.List } list =>
                list.Items.Select((item, index) => Of(name, JsonPointer.Append(path, index), item, _report)),
            { } single => [Of(name, path, single, _report)],
        };
    }

    /// <summary>Whether there is a member of this name.</summary>
    public bool Has(string name) => _node.Find(name) is not null;

    /// <summary>Whether the member of this name is this string.</summary>
    public bool Says(string name, string text) =>
        _node.Find(name)?.Value is { Kind: DefinitionNodeKind.String } value && value.Text == text;

    /// <summary>Notes that a member's value is unknown, so that its absence is not a second problem.</summary>
    public void MarkUnreadable(string name) => _report.MarkUnreadable(JsonPointer.Append(Path, name));

    /// <summary>Reports a member that is there and does not fit the rest.</summary>
    public void Refuse(string name, string message, string remedy) =>
        _report.Add(JsonPointer.Append(Path, name), message, remedy, _node.Find(name)!.Value.Position);

    /// <summary>Reports every member that was not read, and a missing type.</summary>
    public void Finish()
    {
        foreach (DefinitionMember member in _node.Members.Where(member => !_known.Contains(member.Name)))
        {
            if (_report.IsFull)
            {
                break;
            }

            string? meant = NearestName.Find(member.Name, _known.Where(name => !Has(name)));
            string known = _known.Count == 0 ? "" : $" Known are {string.Join(", ", _known)}.";
            string remedy = meant is null ? $"Remove it.{known}" : $"Did you mean '{meant}'?";
            string path = JsonPointer.Append(Path, member.Name);
            _report.Add(path, $"'{member.Name}' is not a property here.", remedy, member.NamePosition);
            if (meant is not null)
            {
                MarkUnreadable(meant);
            }
        }

        string typePath = JsonPointer.Append(Path, TypeName);
        if (_requiredTypes is not null && !Has(TypeName) && !_report.IsUnreadable(typePath))
        {
            _report.Add(typePath, $"'{Name}' has no 'type'.", $"Add 'type' with the value '{_requiredTypes}'.", _node.Position);
        }
    }

    private void Report(string name, DefinitionNode value, string message, string remedy)
    {
        _report.Add(JsonPointer.Append(Path, name), message, remedy, value.Position);
        MarkUnreadable(name);
    }

    private DefinitionNode? Find(string name, DefinitionNodeKind kind)
    {
        _known.Add(name);
        DefinitionNode? node = _node.Find(name)?.Value;
        return node is not null && IsKind(node, kind, JsonPointer.Append(Path, name), $"'{name}'") ? node : null;
    }

    private bool IsKind(DefinitionNode node, DefinitionNodeKind kind, string path, string subject)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        if (node.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.Add(path, $"{subject} cannot be resolved: '{node.Text}'.", node.Remedy, node.Position, DefinitionProblemCodes.Unresolved);
            _report.MarkUnreadable(path);
            return false;
        }

        (string expected, string remedy) = kind switch
        {
            DefinitionNodeKind.String => ("a string", "Put the value in quotes."),
            DefinitionNodeKind.Boolean => ("true or false", "Write true or false, without quotes."),
            DefinitionNodeKind.Number => ("a number", "Write a number, without quotes."),
            DefinitionNodeKind.List => ("a list", "Write a list, even of one value."),
            _ => ("an object", "Write an object with named members."),
        };
        _report.Add(path, $"{subject} must be {expected}, not {NameOf(node.Kind)}.", remedy, node.Position);
        _report.MarkUnreadable(path);
        return false;
    }

    private static string NameOf(DefinitionNodeKind kind) => kind switch
    {
        DefinitionNodeKind.Boolean => "a boolean",
        DefinitionNodeKind.Number => "a number",
        DefinitionNodeKind.String => "a string",
        DefinitionNodeKind.List => "a list",
        DefinitionNodeKind.Object => "an object",
        _ => "null",
    };
}
