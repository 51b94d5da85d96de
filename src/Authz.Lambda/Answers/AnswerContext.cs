using System.Text.Json;
using Authz.Lambda.Events;

namespace Authz.Lambda.Answers;

/// <summary>
/// The <c>context</c> of an answer, which the backend receives: claims, scopes and the reason of a refusal. Payload format 2.0 allows
/// maps and lists, so claims are the strings of a JWT authorizer; every other kind allows strings, numbers and booleans under
/// flat names.
/// </summary>
internal sealed class AnswerContext
{
    // "claims" may not be a key in payload format 1.0; API Gateway or this context sets the others.
    private static readonly string[] s_reserved = ["claims", "principalId", "integrationLatency", "scopes", "reason"];

    private readonly bool _isFlat;
    private readonly VerifiedToken? _token;
    private readonly RefusalReason? _reason;
    private readonly List<FlatClaim> _claims;

    public AnswerContext(AuthorizerEventKind kind, VerifiedToken? token, RefusalReason? reason)
    {
        _isFlat = kind != AuthorizerEventKind.HttpApiV2;
        _token = token;
        _reason = reason;
        _claims = _isFlat && token is not null ? ReadFlatClaims(token) : [];
    }

    public string? Subject => _token?.Subject;

    /// <summary>How many claims were left out for their size.</summary>
    public int DroppedClaims { get; private set; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("context");
        if (_isFlat)
        {
            WriteFlat(writer);
        }
        else if (_token is not null)
        {
            WriteNested(writer, _token);
        }

        if (_reason is { } reason)
        {
            writer.WriteString("reason", reason.ToCode());
        }

        writer.WriteEndObject();
    }

    /// <summary>Drops the whole largest claim; false if no claim is left.</summary>
    public bool DropLargestClaim()
    {
        if (_claims.MaxBy(claim => claim.Text.Length) is not { } largest)
        {
            return false;
        }

        _claims.Remove(largest);
        DroppedClaims++;
        return true;
    }

    private static List<FlatClaim> ReadFlatClaims(VerifiedToken token)
    {
        JsonElement claims = token.ReadClaims();
        return
        [
            .. from claim in token.ToAwsClaims()
               where !s_reserved.Contains(claim.Key, StringComparer.Ordinal)
               select new FlatClaim(claim.Key, claim.Value, claims.GetProperty(claim.Key)),
        ];
    }

    private void WriteFlat(Utf8JsonWriter writer)
    {
        foreach (FlatClaim claim in _claims)
        {
            claim.Write(writer);
        }

        if (_token is not null)
        {
            writer.WriteString("scopes", string.Join(' ', _token.Scopes));
        }
    }

    private static void WriteNested(Utf8JsonWriter writer, VerifiedToken token)
    {
        writer.WriteStartObject("claims");
        foreach ((string name, string value) in token.ToAwsClaims())
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("scopes");
        foreach (string scope in token.Scopes)
        {
            writer.WriteStringValue(scope);
        }

        writer.WriteEndArray();
    }
}

/// <summary>A claim for answers that allow only strings, numbers and booleans.</summary>
/// <param name="Name">The claim's name.</param>
/// <param name="Text">The claim as a JWT authorizer's text.</param>
/// <param name="Value">The claim as the issuer wrote it.</param>
internal sealed record FlatClaim(string Name, string Text, JsonElement Value)
{
    public void Write(Utf8JsonWriter writer)
    {
        if (Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            writer.WriteBoolean(Name, Value.ValueKind == JsonValueKind.True);
        }
        else if (Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out long number))
        {
            writer.WriteNumber(Name, number);
        }
        else
        {
            // Also numbers that API Gateway might read otherwise than they are written.
            writer.WriteString(Name, Text);
        }
    }
}
