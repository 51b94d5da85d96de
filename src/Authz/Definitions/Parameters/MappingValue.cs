using System.Diagnostics.CodeAnalysis;

namespace Authz.Definitions.Parameters;

/// <summary>
/// The right side of a parameter mapping: a variable (<c>$request.path</c>), or text in which variables stand as
/// <c>${request.path.id}</c>.
/// </summary>
internal sealed class MappingValue
{
    private const string Opening = "${";

    private MappingValue(MappingPart[] parts) => Parts = parts;

    public IReadOnlyList<MappingPart> Parts { get; }

    /// <summary>Reads a value; false if it is invalid, with the piece that is not understood.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MappingValue? value, out string misunderstood)
    {
        value = null;
        misunderstood = text;
        if (text.StartsWith('$') && !text.StartsWith(Opening, StringComparison.Ordinal))
        {
            if (MappingPart.TryParse(text[1..], out MappingPart variable))
            {
                value = new MappingValue([variable]);
            }

            return value is not null;
        }

        return TryParseTemplate(text, out value, out misunderstood);
    }

    private static bool TryParseTemplate(string text, [NotNullWhen(true)] out MappingValue? value, out string misunderstood)
    {
        value = null;
        misunderstood = string.Empty;
        List<MappingPart> parts = [];
        int start = 0;
        for (int open = text.IndexOf(Opening, StringComparison.Ordinal);
            open >= 0;
            open = text.IndexOf(Opening, start, StringComparison.Ordinal))
        {
            int close = text.IndexOf('}', open);
            misunderstood = close < 0 ? text[open..] : text[open..(close + 1)];
            if (close < 0 || !MappingPart.TryParse(text[(open + Opening.Length)..close], out MappingPart variable))
            {
                return false;
            }

            if (open > start)
            {
                parts.Add(new MappingPart(MappingSource.Text, text[start..open]));
            }

            parts.Add(variable);
            start = close + 1;
        }

        if (start < text.Length)
        {
            parts.Add(new MappingPart(MappingSource.Text, text[start..]));
        }

        value = new MappingValue([.. parts]);
        return true;
    }
}
