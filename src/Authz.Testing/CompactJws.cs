using System.Buffers.Text;
using System.Text;

namespace Authz.Testing;

/// <summary>
/// Puts compact JWS together from exact bytes (RFC 7515 section 7.1), so that tests can make tokens that no issuer would.
/// For ordinary tokens see <see cref="TestToken"/>.
/// </summary>
public static class CompactJws
{
    /// <summary>A token of this header and payload, unchanged, signed by <paramref name="key"/>.</summary>
    public static string Sign(string header, string payload, SigningKey key) =>
        Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload), key);

    /// <summary>A token of these header and payload bytes, which need not be JSON nor UTF-8, signed by <paramref name="key"/>.</summary>
    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string signingInput = SigningInput(header, payload);
        return $"{signingInput}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signingInput)))}";
    }

    /// <summary>
    /// A token of this header and payload whose third part is empty, as for <c>alg</c> <c>none</c> (RFC 7515 appendix A.5).
    /// </summary>
    public static string WithoutSignature(string header, string payload) =>
        SigningInput(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload)) + ".";

    /// <summary>The signing input: the encoded header, a period, the encoded payload (RFC 7515 section 5.1).</summary>
    public static string SigningInput(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) =>
        $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";

    /// <summary>The token with another payload under its old signature.</summary>
    /// <exception cref="ArgumentException"><paramref name="token"/> is not three parts.</exception>
    public static string ReplacePayload(string token, string payload)
    {
        string[] parts = Split(token);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    /// <summary>The token with another signature.</summary>
    /// <exception cref="ArgumentException"><paramref name="token"/> is not three parts.</exception>
    public static string ReplaceSignature(string token, ReadOnlySpan<byte> signature)
    {
        string[] parts = Split(token);
        return $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    private static string[] Split(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        string[] parts = token.Split('.');
        return parts.Length == 3 ? parts : throw new ArgumentException("A compact JWS has three parts.", nameof(token));
    }
}
