using Authz.Json;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>The values of claims.</summary>
internal static class ClaimValue
{
    // By kind, in the order of JsonTokenKind.
    private static ReadOnlySpan<ConditionForm> Forms =>
    [
        ConditionForm.Missing, ConditionForm.Object, ConditionForm.Missing, ConditionForm.List, ConditionForm.Missing, ConditionForm.Missing,
        ConditionForm.Text, ConditionForm.Number, ConditionForm.True, ConditionForm.False, ConditionForm.Missing,
    ];

    /// <summary>The value of a noted claim.</summary>
    public static ConditionValue Of(ReadOnlySpan<byte> payload, ClaimSlot claim, scoped ref ConditionBuffer buffer) =>
        Of(claim.Kind, claim.In(payload), claim.IsEscaped, ref buffer);

    /// <summary>A value of a text that was read strictly.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="raw">Its characters; a string's stand between its quotes.</param>
    /// <param name="isEscaped">Whether a string has escapes.</param>
    /// <param name="buffer">Memory for a string without its escapes.</param>
    public static ConditionValue Of(JsonTokenKind kind, ReadOnlySpan<byte> raw, bool isEscaped, scoped ref ConditionBuffer buffer)
    {
        if (!isEscaped || kind != JsonTokenKind.String)
        {
            return new ConditionValue(FormOf(kind), raw);
        }

        Span<byte> plain = buffer.Reserve(raw.Length);
        return new ConditionValue(ConditionForm.Text, plain[..JsonText.Unescape(raw, plain)]);
    }

    /// <summary>What a JSON value is for a condition.</summary>
    public static ConditionForm FormOf(JsonTokenKind kind) => Forms[(int)kind];
}
