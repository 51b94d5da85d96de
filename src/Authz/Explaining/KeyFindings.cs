using System.Globalization;

namespace Authz.Explaining;

/// <summary>What the checks of key and signature found.</summary>
internal static class KeyFindings
{
    public static CheckFinding Key(ExplainedRequest explained)
    {
        IssuerKeyStatus keys = explained.Issuer.Keys.GetStatus();
        (string algorithm, string keyId) = (explained.Header.Describe("alg"), explained.Header.Describe("kid"));
        return new(
            $"a key for {algorithm} with {keyId} in the key set of {ValueText.Quote(keys.Issuer)}",
            keys.IsUsable
                ? $"{DescribeKeys(keys)}, {DescribeAge(keys)}"
                : $"no keys: {ValueText.Visible(keys.LastError ?? "none were fetched yet")}");
    }

    public static CheckFinding Signature(ExplainedRequest explained)
    {
        string found = explained.Reason switch
        {
            RefusalReason.SignatureInvalid => "another one: the token was changed, or signed with another key",
            RefusalReason.KeysUnavailable => "another one, and the issuer's keys are being fetched again",
            _ => "that key's",
        };
        return new("a signature of that key over header and payload", found);
    }

    private static string DescribeKeys(IssuerKeyStatus keys) => keys.Keys.Count == 0
        ? "no key"
        : ValueText.List([.. keys.Keys.Select(key => $"{string.Join('/', key.Algorithms)} {key.KeyId}")]);

    private static string DescribeAge(IssuerKeyStatus keys) => keys.KeySource == "inline"
        ? "inline"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"fetched {keys.Age.GetValueOrDefault().TotalSeconds:F0} s ago from {ValueText.Visible(keys.KeySource)}");
}
