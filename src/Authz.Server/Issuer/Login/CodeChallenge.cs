using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Authz.Tokens;

namespace Authz.Server.Issuer.Login;

/// <summary>Proof Key for Code Exchange by S256, the only method (RFC 7636, RFC 9700 section 2.1.1).</summary>
internal static class CodeChallenge
{
    /// <summary>The name of the method.</summary>
    public const string Method = "S256";

    private const int ShortestVerifier = 43;
    private const int LongestVerifier = 128;

    /// <summary>Whether it is a SHA-256 in base64url, as any challenge of S256 is.</summary>
    public static bool IsWellFormed(string challenge)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return challenge.Length == Base64Url.GetEncodedLength(SHA256.HashSizeInBytes)
            && Ascii.IsValid(challenge)
            && StrictBase64Url.TryDecode(Encoding.ASCII.GetBytes(challenge), hash, out int length)
            && length == SHA256.HashSizeInBytes;
    }

    /// <summary>Whether a verifier has the form of RFC 7636 section 4.1 and belongs to the challenge.</summary>
    public static bool IsMetBy(string challenge, string verifier) =>
        verifier.Length is >= ShortestVerifier and <= LongestVerifier
        && verifier.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~')
        && CryptographicOperations.FixedTimeEquals(
            Base64Url.EncodeToUtf8(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), Encoding.ASCII.GetBytes(challenge));
}
