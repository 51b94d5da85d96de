using System.Globalization;

namespace Authz.Explaining;

/// <summary>What the checks of key and signature found.</summary>
internal static class KeyFindings
{
    private const int LongestError = 1_000;

    public static CheckFinding Key(ExplainedRequest explained)
    {
        IssuerKeyStatus keys = explained.Issuer.Keys.GetStatus();
        return new(
            $"a key for {explained.Header.Describe("alg")} {DescribeName(explained.Header)} in the key set of {ValueText.Quote(keys.Issuer)}",
            keys.IsUsable
                ? $"{DescribeUnused(explained, keys)}{DescribeKeys(keys)}, {DescribeAge(keys)}"
                : $"no keys: {ValueText.Visible(keys.LastError ?? "none were fetched yet", LongestError)}");
    }

    public static CheckFinding Signature(ExplainedRequest explained)
    {
        string found = explained.Reason switch
        {
            RefusalReason.SignatureInvalid when explained.Header.TryGet("nonce", out _) =>
                "another one: its header has 'nonce', as Microsoft Graph's own tokens have, which nobody else can verify",
            RefusalReason.SignatureInvalid => "another one: the token was changed, or signed with another key",
            RefusalReason.KeysUnavailable => "another one, and the issuer's keys are being fetched again",
            _ => "that key's",
        };
        return new("a signature of that key over header and payload", found);
    }

    private static string DescribeName(JsonMembers header)
    {
        string? name = Array.Find(["kid", "x5t#S256", "x5t"], name => header.TryGet(name, out _));
        return name is null ? "(the token names none, so that only one may fit)" : $"with {header.Describe(name)}";
    }

    // A key that is published and not used is the likeliest cause, and the hardest to see from outside.
    private static string DescribeUnused(ExplainedRequest explained, IssuerKeyStatus keys)
    {
        explained.Header.TryGet("kid", out string? keyId);
        IEnumerable<UnusedKey> unused = keys.UnusedKeys.Where(key => keyId == $"\"{key.KeyId}\"");
        return string.Concat(unused.Select(key => $"{key.Place} has this kid and is not used: {ValueText.Visible(key.Cause)} Other keys: "));
    }

    private static string DescribeKeys(IssuerKeyStatus keys) => keys.Keys.Count == 0
        ? "no key"
        : ValueText.List([.. keys.Keys.Select(key => $"{string.Join('/', key.Algorithms)} {key.KeyId ?? "(no kid)"}")]);

    private static string DescribeAge(IssuerKeyStatus keys) => keys.KeySource == "inline"
        ? "inline"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"fetched {keys.Age.GetValueOrDefault().TotalSeconds:F0} s ago from {ValueText.Visible(keys.KeySource)}");
}
