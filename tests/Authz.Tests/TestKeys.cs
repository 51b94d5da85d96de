using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Testing;

namespace Authz.Tests;

/// <summary>One signing key for each algorithm, made once for all tests: making an RSA key takes longer than most tests.</summary>
internal static class TestKeys
{
    private static readonly ConcurrentDictionary<string, Lazy<SigningKey>> s_keys = new(StringComparer.Ordinal);

    public static IReadOnlyList<SigningKey> All => [.. SigningKey.SupportedAlgorithms.Select(algorithm => For(algorithm))];

    /// <summary>A key whose <c>kid</c> is the algorithm's name.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="another">Tells keys of the same algorithm and <c>kid</c> apart.</param>
    public static SigningKey For(string algorithm, int another = 0) =>
        s_keys.GetOrAdd($"{algorithm} {another}", _ => new Lazy<SigningKey>(() => SigningKey.Create(algorithm, algorithm))).Value;

    /// <summary>The key set that publishes these keys.</summary>
    public static JsonObject SetOf(params IEnumerable<SigningKey> keys) =>
        new() { ["keys"] = new JsonArray([.. keys.Select(key => key.ToPublicJwk())]) };

    public static SignatureVerifier VerifierOf(SigningKey key) =>
        JwksReader.Read(Encoding.UTF8.GetBytes(SetOf(key).ToJsonString())).Keys!.Single().GetVerifier();
}
