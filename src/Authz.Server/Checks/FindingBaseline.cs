using System.Text.Json;

namespace Authz.Server.Checks;

/// <summary>
/// The warnings and notes that a team has accepted: the output of an earlier check with <c>--format json</c>. Errors are never accepted. A
/// finding is the same by code, path and message, so that it survives a change of lines.
/// </summary>
internal sealed class FindingBaseline
{
    public static readonly FindingBaseline Empty = new([]);

    private readonly HashSet<(string Code, string Path, string Message)> _accepted;

    private FindingBaseline(HashSet<(string Code, string Path, string Message)> accepted) => _accepted = accepted;

    /// <summary>Reads a baseline; null if the text is not a baseline.</summary>
    public static FindingBaseline? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return new FindingBaseline([.. document.RootElement.GetProperty("findings").EnumerateArray().Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    public bool Accepts(Finding finding) =>
        finding.Severity != FindingSeverity.Error && _accepted.Contains((finding.Code, finding.Path, finding.Message));

    private static (string Code, string Path, string Message) Read(JsonElement finding) =>
        (Text(finding, "code"), Text(finding, "path"), Text(finding, "message"));

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString() ?? "";
}
