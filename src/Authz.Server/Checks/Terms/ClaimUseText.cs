using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Server.Checks.Terms;

/// <summary>Writes which claims routes read: for people, and as JSON.</summary>
internal static class ClaimUseText
{
    private const string AnyIssuer = "any issuer";

    private static readonly JsonWriterOptions s_json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The route, below it each issuer, below that the claims and what they are read for.</summary>
    public static void Write(TextWriter output, IEnumerable<RouteClaims> routes)
    {
        foreach (IGrouping<string, RouteClaims> route in routes.GroupBy(row => row.Route, StringComparer.Ordinal))
        {
            WriteLine(output, route.Key);
            foreach (RouteClaims row in route)
            {
                WriteLine(output, $"  {row.Issuer ?? AnyIssuer}");
                foreach (ClaimUse use in row.Uses)
                {
                    WriteLine(output, $"    {use.Purpose}: {string.Join(", ", use.Claims)}");
                }
            }
        }
    }

    public static string WriteJson(string file, IEnumerable<RouteClaims> routes)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_json))
        {
            writer.WriteStartObject();
            writer.WriteString("definition", file);
            writer.WriteStartArray("terms");
            foreach (RouteClaims row in routes)
            {
                Write(writer, row);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, RouteClaims row)
    {
        writer.WriteStartObject();
        writer.WriteString("route", row.Route);
        writer.WriteString("issuer", row.Issuer);
        writer.WriteStartArray("uses");
        foreach (ClaimUse use in row.Uses)
        {
            writer.WriteStartObject();
            writer.WriteString("purpose", use.Purpose);
            writer.WriteStartArray("claims");
            foreach (string claim in use.Claims)
            {
                writer.WriteStringValue(claim);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteLine(TextWriter output, string line) => output.WriteLine(DefinitionProblem.OnOneLine(line));
}
