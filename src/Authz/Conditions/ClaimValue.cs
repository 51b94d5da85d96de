using Authz.Json;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>The values of claims.</summary>
internal static class ClaimValue
{
    /// <summary>The value of a noted claim.</summary>
    public static ConditionValue Of(ReadOnlySpan<byte> payload, ClaimSlot claim, ref ConditionBuffer buffer) =>
        Of(claim.Kind, claim.In(payload), claim.IsEscaped, ref buffer);

    /// <summary>A value of a text that was read strictly.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="raw">Its characters; a string's stand between its quotes.</param>
    /// <param name="isEscaped">Whether a string has escapes.</param>
    /// <param name="buffer">Memory for a string without its escapes.</param>
    public static ConditionValue Of(JsonTokenKind kind, ReadOnlySpan<byte> raw, bool isEscaped, ref ConditionBuffer buffer)
    {
        if (kind == JsonTokenKind.String && isEscaped)
        {
            Span<byte> plain = buffer.Reserve(raw.Length);
            return new ConditionValue(ConditionForm.Text, plain[..JsonText.Unescape(raw, plain)]);
        }

        return kind switch
        {
            JsonTokenKind.String => new ConditionValue(ConditionForm.Text, raw),
            JsonTokenKind.Number => new ConditionValue(ConditionForm.Number, raw),
            JsonTokenKind.True => new ConditionValue(ConditionForm.True, raw),
            JsonTokenKind.False => new ConditionValue(ConditionForm.False, raw),
            JsonTokenKind.StartArray => new ConditionValue(ConditionForm.List, raw),
            JsonTokenKind.StartObject => new ConditionValue(ConditionForm.Object, raw),
            _ => new ConditionValue(ConditionForm.Missing),
        };
    }
}
