using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Import.Yaml;

/// <summary>
/// Reads YAML into the positioned tree, from parser events under the limits of <see cref="DefinitionText"/>. The text has one reading:
/// one document, no duplicate names, no tags but the short intrinsics of templates, which become their long form.
/// </summary>
internal sealed class YamlDefinitionReader
{
    private readonly Parser _parser;
    private readonly YamlPlaces _places;
    private readonly DefinitionReport _report;
    private readonly List<DuplicateName> _duplicates;
    private readonly Dictionary<string, (DefinitionNode Node, int Values)> _anchors = new(StringComparer.Ordinal);
    private DefinitionPosition _last = new(1, 1);
    private int _values;
    private bool _isStopped;

    private YamlDefinitionReader(string text, DefinitionReport report, List<DuplicateName> duplicates)
    {
        _duplicates = duplicates;
        _parser = new Parser(new StringReader(text));
        _places = new YamlPlaces(text);
        _report = report;
    }

    /// <summary>
    /// Reads the text; null if it is not YAML, which is then reported. Of a repeated name the first value is kept.
    /// </summary>
    public static DefinitionNode? Read(ReadOnlySpan<byte> utf8, DefinitionReport report, List<DuplicateName> duplicates) =>
        DefinitionText.IsReadable(utf8, report)
            ? new YamlDefinitionReader(Encoding.UTF8.GetString(utf8), report, duplicates).ReadStream()
            : null;

    private DefinitionNode? ReadStream()
    {
        try
        {
            _parser.MoveNext();
            _parser.MoveNext();
            if (!_parser.Accept<DocumentStart>(out _))
            {
                Stop("The file is empty.", "Write a definition.", new DefinitionPosition(1, 1));
                return null;
            }

            _parser.MoveNext();
            DefinitionNode root = ReadValue(depth: 0);
            if (_isStopped)
            {
                return null;
            }

            _parser.MoveNext();
            if (_parser.MoveNext() && _parser.Accept<DocumentStart>(out DocumentStart? second))
            {
                Stop("The file has a second document.", "Write one document for each file.", PositionOf(second));
                return null;
            }

            return root;
        }
        catch (YamlException exception)
        {
            Stop($"The file is not YAML: {exception.Message}", "Correct it there.", _places.PositionOf(exception.Start));
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException
            or OverflowException or IndexOutOfRangeException)
        {
            // The parser's own faults, such as on some malformed flow collections and tags; they have no place, so the last value's is used.
            Stop("The file is not YAML.", "Correct the text that follows.", _last);
            return null;
        }
    }

    private DefinitionNode ReadValue(int depth)
    {
        ParsingEvent current = _parser.Current!;
        DefinitionPosition position = PositionOf(current);
        _last = position;
        if (current is AnchorAlias alias)
        {
            return ReadAlias(alias.Value.Value, position);
        }

        if (depth > DefinitionText.MaximumDepth)
        {
            return Stop($"The file nests deeper than {DefinitionText.MaximumDepth} levels.", "Write it flatter.", position);
        }

        if (current is not NodeEvent start)
        {
            return Stop("A value is missing.", "Write one, or correct the text before it.", position);
        }

        int before = _values;
        Count(1);
        DefinitionNode node = start switch
        {
            Scalar scalar => YamlScalar.ToNode(scalar, position),
            SequenceStart => DefinitionNode.List(ReadItems(depth), position),
            _ => DefinitionNode.Object(ReadMembers(position, depth), position),
        };
        node = ApplyTag(start.Tag, node);
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = (node, _values - before);
        }

        return node;
    }

    // An anchor counts from its value's end, so that no value can contain itself.
    private DefinitionNode ReadAlias(string name, DefinitionPosition position)
    {
        if (!_anchors.TryGetValue(name, out (DefinitionNode Node, int Values) anchor))
        {
            return Stop($"There is no anchor '{name}' before this alias.", $"Write '&{name}' before the value that is meant.", position);
        }

        Count(anchor.Values);

        return anchor.Node;
    }

    private List<DefinitionNode> ReadItems(int depth)
    {
        List<DefinitionNode> items = [];
        while (!_isStopped && _parser.MoveNext() && !_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadValue(depth + 1));
        }

        return items;
    }

    private IReadOnlyList<DefinitionMember> ReadMembers(DefinitionPosition start, int depth)
    {
        YamlMembers members = new(start, _report, _duplicates);
        while (!_isStopped && _parser.MoveNext() && !_parser.Accept<MappingEnd>(out _))
        {
            DefinitionPosition position = PositionOf(_parser.Current!);
            if (!_parser.Accept<Scalar>(out Scalar? name))
            {
                Stop("A name must be plain text.", "Write a name and a colon before the value.", position);
                break;
            }

            // The parser loses the value behind such a colon, so that names and values would change places.
            if (name is { Value: "", Style: ScalarStyle.Plain })
            {
                Stop("A name is missing before a colon.", "Write the name, or remove the colon.", position);
                break;
            }

            _parser.MoveNext();
            members.Add(name, position, ReadValue(depth + 1));
        }

        return members.ToList();
    }

    private DefinitionNode ApplyTag(TagName tag, DefinitionNode node)
    {
        if (tag.IsEmpty || tag.IsNonSpecific || YamlTag.IsStandard(tag.Value))
        {
            return node;
        }

        if (YamlTag.LongForm(tag.Value) is { } intrinsic)
        {
            return DefinitionNode.Object([new DefinitionMember(intrinsic, node.Position, node)], node.Position);
        }

        _report.Add("", $"The tag '{tag.Value}' is not known.", "Remove it.", node.Position);
        return node;
    }

    private void Count(int values)
    {
        _values += values;
        if (_values > DefinitionText.MaximumValues && !_isStopped)
        {
            _isStopped = true;
            DefinitionText.ReportTooManyValues(_report);
        }
    }

    private DefinitionPosition PositionOf(ParsingEvent parsingEvent) => _places.PositionOf(parsingEvent.Start);

    private DefinitionNode Stop(string message, string remedy, DefinitionPosition position)
    {
        if (!_isStopped)
        {
            _isStopped = true;
            _report.Add("", message, remedy, position);
        }

        return DefinitionNode.Null(position);
    }
}
