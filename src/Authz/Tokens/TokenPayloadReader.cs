using Authz.Json;

namespace Authz.Tokens;

/// <summary>Reads a decoded payload in one strict pass: JSON, and the type of every claim that means something.</summary>
internal static class TokenPayloadReader
{
    // Six times the longest name that is looked for, client_id.
    private const int LongestEscapedName = 54;

    /// <summary>Reads the payload; on false <paramref name="reason"/> says why it is refused.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="names">Scratch space for the names in scope.</param>
    /// <param name="plan">The claims whose places are noted besides.</param>
    /// <param name="noted">The places, one for each claim of the plan, cleared.</param>
    /// <param name="payload">The payload's claims.</param>
    /// <param name="reason">Why it is refused.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> json,
        Span<ulong> names,
        ClaimPlan plan,
        Span<ClaimSlot> noted,
        out UnverifiedPayload payload,
        out RefusalReason reason)
    {
        PayloadClaims claims = default;
        reason = ReadAll(json, names, plan, noted, ref claims);
        payload = new UnverifiedPayload(json, claims, noted);
        return reason == RefusalReason.Undecided;
    }

    // RFC 7519 section 7.2 step 10: a complete JSON object. Undecided means that nothing spoke against it.
    private static RefusalReason ReadAll(
        ReadOnlySpan<byte> text, Span<ulong> names, ClaimPlan plan, Span<ClaimSlot> noted, ref PayloadClaims claims)
    {
        if (text.Length > ushort.MaxValue)
        {
            return RefusalReason.TokenTooLarge;
        }

        var json = new StrictJsonReader(text, TokenLimits.Depth, names);
        bool isObject = json.Read() && json.Kind == JsonTokenKind.StartObject;
        bool areClaimsSound = true;
        while (isObject && json.ReadMember(out ReadOnlySpan<byte> name, out bool isNameEscaped))
        {
            ClaimSlot value = Slot(ref json, json.ValueStart, json.ValueLength);
            areClaimsSound &= TryTake(Identify(name, isNameEscaped), ref json, ref claims);
            if (plan.Find(name, isNameEscaped) is { } entry)
            {
                entry.Note(value, ref json, noted);
            }
            else
            {
                json.SkipChildren();
            }
        }

        json.Read();
        if (!isObject || !json.IsComplete)
        {
            return RefusalReason.TokenMalformed;
        }

        return areClaimsSound ? RefusalReason.Undecided : RefusalReason.ClaimMalformed;
    }

    private static PayloadClaim Identify(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (!isEscaped)
        {
            return PayloadClaimNames.Identify(name);
        }

        Span<byte> plain = stackalloc byte[LongestEscapedName];
        return name.Length > plain.Length ? PayloadClaim.Other : PayloadClaimNames.Identify(plain[..JsonText.Unescape(name, plain)]);
    }

    // A claim of the wrong type is malformed, never absent.
    private static bool TryTake(PayloadClaim claim, scoped ref StrictJsonReader json, ref PayloadClaims claims)
    {
        switch (claim)
        {
            case PayloadClaim.Issuer:
                return TryTakeString(ref json, out claims.Issuer);
            case PayloadClaim.Subject:
                return TryTakeString(ref json, out claims.Subject);
            case PayloadClaim.ClientId:
                return TryTakeString(ref json, out claims.ClientId);
            case PayloadClaim.TokenId:
                return TryTakeString(ref json, out claims.TokenId);
            case PayloadClaim.SessionId:
                // Of any type: only authorizers that ask for revocations of sessions mind.
                _ = TryTakeString(ref json, out claims.SessionId);
                return true;
            case PayloadClaim.Audience:
                return TryTakeStrings(ref json, TokenLimits.Audiences, isEmptyAllowed: false, out claims.Audience);
            case PayloadClaim.Scope:
                return TryTakeStrings(ref json, int.MaxValue, isEmptyAllowed: true, out claims.Scope);
            case PayloadClaim.Scp:
                return TryTakeStrings(ref json, int.MaxValue, isEmptyAllowed: true, out claims.Scp);
            case PayloadClaim.Confirmation:
                claims.Confirmation = TakeWhole(ref json);
                return true;
            case PayloadClaim.Expires or PayloadClaim.NotBefore or PayloadClaim.IssuedAt:
                return TryTakeTime(claim, ref json, ref claims);
            default:
                return true;
        }
    }

    // A value of any type, an object with its braces.
    private static ClaimSlot TakeWhole(scoped ref StrictJsonReader json)
    {
        int start = json.ValueStart;
        JsonTokenKind kind = json.Kind;
        bool isContainer = kind is JsonTokenKind.StartObject or JsonTokenKind.StartArray;
        int length = isContainer && json.SkipChildren() ? json.ValueStart + 1 - start : json.ValueLength;
        return new ClaimSlot((ushort)start, (ushort)length, kind, IsEscaped: false);
    }

    private static bool TryTakeString(scoped ref StrictJsonReader json, out ClaimSlot slot)
    {
        slot = Slot(ref json, json.ValueStart, json.ValueLength);
        return json.Kind == JsonTokenKind.String;
    }

    /// <summary>Reads a string, or an array of strings only, whose slot then spans the brackets.</summary>
    private static bool TryTakeStrings(scoped ref StrictJsonReader json, int maximum, bool isEmptyAllowed, out ClaimSlot slot)
    {
        slot = Slot(ref json, json.ValueStart, json.ValueLength);
        if (json.Kind == JsonTokenKind.String)
        {
            return isEmptyAllowed || json.ValueLength > 0;
        }

        if (json.Kind != JsonTokenKind.StartArray)
        {
            return false;
        }

        int start = json.ValueStart;
        int count = 0;
        while (json.Read() && json.Kind == JsonTokenKind.String)
        {
            if (++count > maximum || (json.ValueLength == 0 && !isEmptyAllowed))
            {
                return SkipRest(ref json);
            }
        }

        if (json.Kind != JsonTokenKind.EndArray)
        {
            return SkipRest(ref json);
        }

        slot = new ClaimSlot((ushort)start, (ushort)(json.ValueStart + 1 - start), JsonTokenKind.StartArray, IsEscaped: false);
        return isEmptyAllowed || count > 0;
    }

    // Skips to the end of the array, so that the caller continues with the next claim; always returns false.
    private static bool SkipRest(scoped ref StrictJsonReader json)
    {
        int array = json.Kind is JsonTokenKind.StartArray or JsonTokenKind.StartObject ? json.Depth - 1 : json.Depth;
        while (json.Depth >= array && json.Read())
        {
        }

        return false;
    }

    private static bool TryTakeTime(PayloadClaim claim, scoped ref StrictJsonReader json, ref PayloadClaims claims)
    {
        if (json.Kind != JsonTokenKind.Number || !NumericDate.TryRead(json.Value, out long seconds, out bool hasFraction))
        {
            return false;
        }

        long roundedUp = hasFraction ? seconds + 1 : seconds;
        claims.Times = claim switch
        {
            PayloadClaim.Expires => claims.Times.WithExpires(seconds),
            PayloadClaim.NotBefore => claims.Times.WithNotBefore(roundedUp),
            _ => claims.Times.WithIssuedAt(roundedUp),
        };
        return true;
    }

    private static ClaimSlot Slot(scoped ref StrictJsonReader json, int start, int length) =>
        new((ushort)start, (ushort)length, json.Kind, json.IsEscaped);
}
