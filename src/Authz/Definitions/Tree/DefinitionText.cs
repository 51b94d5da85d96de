using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Authz.Definitions.Tree;

/// <summary>The rules for every definition's text, in any format: bounded, and UTF-8.</summary>
internal static class DefinitionText
{
    /// <summary>How many objects, lists and plain values a definition may have, those behind YAML aliases counted each time.</summary>
    public const int MaximumValues = 150_000;

    /// <summary>How deep objects and lists may nest.</summary>
    public const int MaximumDepth = 64;

    private const int MaximumSize = 10 * 1024 * 1024;

    /// <summary>The text after its byte order mark, which many editors write and every deploying tool skips.</summary>
    public static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8["\uFEFF"u8.Length..] : utf8;

    /// <summary>Whether the text can be read; if not, the problem is reported.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        if (utf8.Length > MaximumSize)
        {
            report.Add(
                "", $"The definition is larger than {MaximumSize / 1024 / 1024} MB.", "Split the API.", new DefinitionPosition(1, 1));
            return false;
        }

        if (!Utf8.IsValid(utf8))
        {
            report.Add("", "The file is not UTF-8.", "Save it as UTF-8.", new LineMap(utf8).PositionOf(IndexOfInvalid(utf8)));
            return false;
        }

        return true;
    }

    /// <summary>Reports that a definition has more values than are read.</summary>
    public static void ReportTooManyValues(DefinitionReport report) =>
        report.Add("", $"The definition has more than {MaximumValues} values.", "Split the API.", new DefinitionPosition(1, 1));

    private static int IndexOfInvalid(ReadOnlySpan<byte> utf8)
    {
        int index = 0;
        while (Rune.DecodeFromUtf8(utf8[index..], out _, out int consumed) == OperationStatus.Done)
        {
            index += consumed;
        }

        return index;
    }
}
