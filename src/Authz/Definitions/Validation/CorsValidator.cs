using System.Text;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of cross-origin rules.</summary>
internal static class CorsValidator
{
    private const string Wildcard = "*";

    public static void Validate(string path, CorsDefinition cors, DefinitionReport report)
    {
        ValidateOrigins(JsonPointer.Append(path, "allowOrigins"), cors.AllowOrigins, report);
        ValidateTokens(JsonPointer.Append(path, "allowMethods"), cors.AllowMethods, "method", report);
        ValidateTokens(JsonPointer.Append(path, "allowHeaders"), cors.AllowHeaders, "header name", report);
        ValidateTokens(JsonPointer.Append(path, "exposeHeaders"), cors.ExposeHeaders, "header name", report);
        if (cors.AllowCredentials && cors.AllowOrigins.Contains(Wildcard))
        {
            report.Add(
                JsonPointer.Append(path, "allowCredentials"),
                "Credentials are allowed for every origin.",
                "Name the origins in 'allowOrigins', or leave 'allowCredentials' out.");
        }

        CorsFormat.Cors.CheckRanges(path, cors, report);
    }

    private static void ValidateOrigins(string path, IReadOnlyList<string> origins, DefinitionReport report)
    {
        for (int index = 0; index < origins.Count && !report.IsFull; index++)
        {
            if (origins[index] is not (Wildcard or "https://*" or "http://*") && !IsOrigin(origins[index]))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{origins[index]}' is not an origin as browsers send it.",
                    "Write scheme, host and port (unless it is the scheme's own) in lower case, without a path: " +
                    "'https://app.example.com'. Or '*', 'https://*', 'http://*'.");
            }
        }
    }

    // A browser sends the serialization of RFC 6454 section 6.2, which is compared byte for byte: another spelling would never match.
    private static bool IsOrigin(string text) =>
        Ascii.IsValid(text) && !text.Contains('*', StringComparison.Ordinal) &&
        Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed) && parsed is { Host.Length: > 0, UserInfo.Length: 0 } &&
        text == parsed.GetLeftPart(UriPartial.Authority);

    // RFC 9110 sections 9.1 and 5.1: methods and header names are tokens.
    private static void ValidateTokens(string path, IReadOnlyList<string> tokens, string kind, DefinitionReport report)
    {
        for (int index = 0; index < tokens.Count && !report.IsFull; index++)
        {
            if (!RfcText.IsToken(tokens[index]))
            {
                string item = JsonPointer.Append(path, index);
                report.Add(item, $"'{tokens[index]}' is not a {kind}.", $"Write one {kind} for each item, or '*'.");
            }
        }
    }
}
