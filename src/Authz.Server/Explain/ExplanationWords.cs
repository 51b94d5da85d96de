using System.Text.Json;

namespace Authz.Server.Explain;

/// <summary>The words for checks, verdicts and outcomes: <c>identity_source</c>, <c>not_reached</c>, <c>bad_request</c>.</summary>
internal static class ExplanationWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Whose condition a term belongs to: <c>issuer</c>, <c>route</c> or <c>tool NAME</c>.</summary>
    public static string OriginOf(ExplainedTerm term) =>
        term.IsOfIssuer ? "issuer" : term.Tool is { } tool ? $"tool {tool}" : "route";
}
