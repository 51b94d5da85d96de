using System.Text.Json;
using Authz.Refusals;

namespace Authz.Server.Explain;

/// <summary>Writes an explanation as JSON, for programs and for the inspector.</summary>
internal static class ExplanationJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true };

    public static byte[] Write(Explanation explanation)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            AuthorizationDecision decision = explanation.Decision;
            writer.WriteStartObject();
            writer.WriteString("outcome", ExplanationWords.Of(decision.Outcome));
            writer.WriteNumber("status", decision.StatusCode);
            writer.WriteString("reason", decision.Reason?.ToCode());
            writer.WriteString("meaning", decision.Reason is { } reason ? RefusalTable.Of(reason).Meaning : null);
            writer.WriteString("routeKey", decision.RouteKey);
            writer.WriteString("challenge", decision.Challenge);
            writer.WriteString("remedy", explanation.RefusedStep?.Remedy);
            WriteToken(writer, explanation.Token);
            WriteSteps(writer, explanation.Steps);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // As text: the token's JSON may be ambiguous.
    private static void WriteToken(Utf8JsonWriter writer, UnverifiedTokenText? token)
    {
        if (token is null)
        {
            writer.WriteNull("unverifiedToken");
            return;
        }

        writer.WriteStartObject("unverifiedToken");
        writer.WriteString("header", token.Header);
        writer.WriteString("payload", token.Payload);
        writer.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter writer, IReadOnlyList<ExplanationStep> steps)
    {
        writer.WriteStartArray("steps");
        foreach (ExplanationStep step in steps)
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", step.Stage);
            writer.WriteString("check", ExplanationWords.Of(step.Check));
            writer.WriteString("verdict", ExplanationWords.Of(step.Verdict));
            writer.WriteString("expected", step.Expected);
            writer.WriteString("found", step.Found);
            writer.WriteString("remedy", step.Remedy);
            if (step.Terms.Count > 0)
            {
                WriteTerms(writer, step.Terms);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTerms(Utf8JsonWriter writer, IReadOnlyList<ExplainedTerm> terms)
    {
        writer.WriteStartArray("terms");
        foreach (ExplainedTerm term in terms)
        {
            writer.WriteStartObject();
            writer.WriteString("of", ExplanationWords.OriginOf(term));
            writer.WriteNumber("block", term.Block);
            writer.WriteString("key", term.Term.Key);
            writer.WriteString("expected", term.Expected);
            writer.WriteString("found", term.Found);
            writer.WriteBoolean("holds", term.IsMet);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
