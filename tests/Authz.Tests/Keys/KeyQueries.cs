using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Tests.Keys;

/// <summary>Queries for keys by <c>kid</c>, as most tokens make them.</summary>
internal static class KeyQueries
{
    private static readonly TokenIssuer s_issuer = new("https://issuer.example", tenant: null);

    public static KeyQuery ById(ReadOnlySpan<byte> keyId, JwsAlgorithm algorithm) =>
        new(s_issuer, new KeyReference(KeyReferenceKind.KeyId, keyId), algorithm);

    public static KeyRequest Request(
        KeyRefreshReason reason, ReadOnlySpan<byte> keyId, JwsAlgorithm algorithm, VerificationKey? rejected = null) =>
        new(reason, ById(keyId, algorithm), new KeyMatch(rejected));

    public static KeyWait Wait(KeyRefreshReason reason, byte[] keyId, JwsAlgorithm algorithm, VerificationKey? rejected) =>
        Request(reason, keyId, algorithm, rejected).ToWait();

    public static KeyLookupStatus Find(
        this IssuerKeys keys, ReadOnlySpan<byte> keyId, JwsAlgorithm algorithm, long now, out VerificationKey? key)
    {
        KeyLookupStatus status = keys.Find(ById(keyId, algorithm), now, out KeyMatch match);
        key = match.First;
        return status;
    }
}
