using System.Text.Json.Nodes;

namespace Authz.Tests.Signatures;

/// <summary>
/// Tokens that were signed once with an RSA key of exponent 3, whose private part was not kept: with salts, masks, encodings of the
/// digest and paddings of every kind. Those of PS256 with another salt are valid to a verifier that takes any salt.
/// </summary>
internal static class RsaPaddings
{
    private static readonly JsonNode s_file = JsonNode.Parse(RepositoryFile.ReadText("tests/Authz.Tests/Signatures/rsa-paddings.json"))!;

    /// <summary>The key, once for each algorithm.</summary>
    public static JsonObject KeySet => new() { ["keys"] = new JsonArray(Key("PS256"), Key("RS256")) };

    /// <summary>The key for one algorithm.</summary>
    public static JsonObject Key(string algorithm) => new()
    {
        ["kty"] = "RSA",
        ["kid"] = $"forged-{algorithm}",
        ["alg"] = algorithm,
        ["n"] = s_file["n"]!.ToString(),
        ["e"] = s_file["e"]!.ToString(),
    };

    /// <summary>The tokens of one algorithm; of each kind the right one is there too, and has no reason.</summary>
    public static IEnumerable<(string Description, string Token, RefusalReason? Expected)> Of(string algorithm) =>
        from row in s_file["tokens"]!.AsArray()
        where row["algorithm"]!.ToString() == algorithm
        select (
            row["description"]!.ToString(), row["token"]!.ToString(),
            row["accepted"]!.GetValue<bool>() ? (RefusalReason?)null : RefusalReason.SignatureInvalid);
}
