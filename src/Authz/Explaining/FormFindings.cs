using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Explaining;

/// <summary>What the check of a token's form found; each fault by its name.</summary>
internal static class FormFindings
{
    private const string WellFormed = "a strictly encoded compact JWS with alg and kid in its header";

    private static readonly string[] s_refusedMembers = ["crit", "b64", "zip"];

    public static CheckFinding Form(ExplainedRequest explained) => explained.Reason switch
    {
        RefusalReason.TokenMalformed => new(WellFormed, DescribeMalformed(explained.Token!)),
        RefusalReason.TokenTooLarge => new(
            $"a header of at most {TokenLimits.Header} bytes, its alg, kid and typ of at most {TokenLimits.KeyId}", "a longer one"),
        RefusalReason.CriticalHeader => new(
            $"a header without {string.Join(", ", s_refusedMembers)}",
            ValueText.List([.. explained.Header.Names.Intersect(s_refusedMembers)])),
        RefusalReason.AlgorithmNotAllowed when explained.Trace.Issuer is null => new(
            $"alg one of {ValueText.List(JwsAlgorithmNames.All)}",
            explained.Header.Describe("alg")),
        RefusalReason.ClaimMalformed => new(
            $"iss, sub, jti and client_id strings; aud and scopes strings or lists of strings, aud of at most {TokenLimits.Audiences}; exp, nbf " +
            "and iat seconds since 1970",
            string.Join(
                ", ", explained.Payload.Names.Where(name => IsMalformed(explained.Payload, name)).Select(explained.Payload.Describe))),
        _ => new(WellFormed, $"{explained.Header.Describe("alg")}, {explained.Header.Describe("kid")}"),
    };

    // The same reader as for the whole payload, with only this claim.
    private static bool IsMalformed(JsonMembers payload, string name)
    {
        payload.TryGet(name, out string? raw);
        byte[] alone = Encoding.UTF8.GetBytes($"{{\"{name}\":{raw}}}");
        TokenPayloadReader.TryRead(alone, new ulong[JsonNameScopes.MaximumNames], ClaimPlan.Empty, [], out _, out RefusalReason reason);
        return reason == RefusalReason.ClaimMalformed;
    }

    private static string DescribeMalformed(ExplainedToken token)
    {
        if (token.Characters is not { } characters)
        {
            return "characters that are not ASCII";
        }

        return token.PartCount switch
        {
            1 => "one part, as an opaque token has",
            5 => "five parts, as an encrypted token has",
            not 3 => $"{token.PartCount} parts",
            _ when !JwsParts.TrySplit(characters, out _) => "an empty header or signature",
            _ => DescribeHeader(token.Header)
                ?? DescribePart("payload", token.Payload)
                ?? "a signature that is not base64url without padding",
        };
    }

    private static string? DescribeHeader(JsonMembers header)
    {
        if (DescribePart("header", header) is { } fault)
        {
            return fault;
        }

        string? missing = Array.Find(["alg", "kid"], name => !header.TryGet(name, out string? raw) || raw is "\"\"");
        if (missing is not null)
        {
            return $"a header without {missing}";
        }

        string? malformed = header.Names.FirstOrDefault(name => IsMalformedHeader(header, name));
        return malformed is null ? null : $"a header with {header.Describe(malformed)}";
    }

    // The same reader as for the whole header, with only this member beside those that every header has.
    private static bool IsMalformedHeader(JsonMembers header, string name)
    {
        header.TryGet(name, out string? raw);
        string others = string.Concat(new[] { ("alg", "\"RS256\""), ("kid", "\"a\"") }
            .Where(member => member.Item1 != name).Select(member => $"\"{member.Item1}\":{member.Item2},"));
        Span<byte> scratch = new byte[TokenHeaderReader.ScratchLength];
        ulong[] names = new ulong[JsonNameScopes.MaximumNames];
        TokenHeaderReader.TryRead(
            Encoding.UTF8.GetBytes($"{{{others}\"{name}\":{raw}}}"), names, scratch, out _, out RefusalReason reason);
        return reason == RefusalReason.TokenMalformed;
    }

    private static string? DescribePart(string name, JsonMembers part) =>
        part.Text is null ? $"a {name} that is not a JSON object in base64url without padding"
        : part.IsComplete ? null
        : $"a {name} that is not JSON with one reading: a repeated name, text around it, or another fault";
}
