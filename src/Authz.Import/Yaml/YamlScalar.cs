using Authz.Definitions.Tree;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Import.Yaml;

/// <summary>
/// Finds the kind of a scalar. Quoted: text. Plain: the core schema's kind (YAML 1.2.2 section 10.3.2), but numbers only as JSON
/// spells them, and text otherwise.
/// </summary>
internal static class YamlScalar
{
    public static DefinitionNode ToNode(Scalar scalar, DefinitionPosition position)
    {
        bool isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        DefinitionNodeKind kind = isPlain ? KindOf(scalar.Value) : DefinitionNodeKind.String;
        string text = kind switch
        {
            DefinitionNodeKind.Null => "",
            DefinitionNodeKind.Boolean => scalar.Value.ToLowerInvariant(),
            _ => scalar.Value,
        };
        return new DefinitionNode { Kind = kind, Position = position, Text = text };
    }

    private static DefinitionNodeKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => DefinitionNodeKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => DefinitionNodeKind.Boolean,
        _ => IsNumber(text) ? DefinitionNodeKind.Number : DefinitionNodeKind.String,
    };

    // RFC 8259 section 6. Other spellings (0x1F, 0o17, 1_000) are numbers to some readers only, so they are text here.
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text.StartsWith('-') ? text[1..] : text;
        int whole = CountDigits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text.StartsWith('.'))
        {
            int fraction = CountDigits(text[1..]);
            if (fraction == 0)
            {
                return false;
            }

            text = text[(fraction + 1)..];
        }

        if (text.StartsWith("e", StringComparison.OrdinalIgnoreCase))
        {
            bool hasSign = text.Length > 1 && (text[1] is '+' or '-');
            text = text[(hasSign ? 2 : 1)..];
            return text.Length > 0 && CountDigits(text) == text.Length;
        }

        return text.IsEmpty;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
