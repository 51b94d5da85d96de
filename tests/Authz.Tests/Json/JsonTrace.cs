using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Tests.Json;

/// <summary>What <see cref="StrictJsonReader"/> reads in a text, token by token; null where it refuses the text.</summary>
internal static class JsonTrace
{
    private const int Depth = 16;

    public static string? Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    public static string? Of(ReadOnlySpan<byte> json, int maximumDepth = Depth)
    {
        var trace = new StringBuilder();
        var reader = new StrictJsonReader(json, maximumDepth, new ulong[JsonNameScopes.MaximumNames]);
        while (reader.Read())
        {
            trace.Append(trace.Length == 0 ? "" : " ").Append(Describe(reader));
        }

        return reader.IsComplete ? trace.ToString() : null;
    }

    public static bool IsAccepted(ReadOnlySpan<byte> json) => Of(json) is not null;

    private static string Describe(scoped in StrictJsonReader reader) => reader.Kind switch
    {
        JsonTokenKind.Name => Encoding.UTF8.GetString(reader.Value) + ":",
        JsonTokenKind.String => $"'{Encoding.UTF8.GetString(reader.Value)}'{(reader.IsEscaped ? "e" : "")}",
        _ => Encoding.UTF8.GetString(reader.Value),
    };
}
