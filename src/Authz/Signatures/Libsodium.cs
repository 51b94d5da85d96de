using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Authz.Signatures;

/// <summary>
/// The native library behind Ed25519, which the platform's cryptography does not have. It is loaded when the first such key is read and
/// not before: a program without one starts as fast as if the library were not there.
/// </summary>
internal static partial class Libsodium
{
    private static readonly Lazy<(SignatureAlgorithm? Ed25519, string? Fault)> s_loaded = new(Load);

    /// <summary>The algorithm; null if the library cannot be loaded.</summary>
    public static SignatureAlgorithm? Ed25519 => s_loaded.Value.Ed25519;

    /// <summary>Why the library cannot be loaded; null if it is.</summary>
    public static string? Fault => s_loaded.Value.Fault;

    /// <summary>
    /// Whether these octets are a point that may verify signatures: 32 of them, canonical, on the curve, of the main subgroup and so of no
    /// small order. False as well if the library cannot be loaded.
    /// </summary>
    public static bool IsEd25519Point(ReadOnlySpan<byte> point) =>
        Ed25519 is { } algorithm && point.Length == algorithm.PublicKeySize && IsValidPoint(point) == 1;

    private static (SignatureAlgorithm?, string?) Load()
    {
        try
        {
            // The call finds out whether the library has it: there are builds that leave it out.
            SignatureAlgorithm algorithm = SignatureAlgorithm.Ed25519;
            _ = IsValidPoint(new byte[algorithm.PublicKeySize]);
            return (algorithm, null);
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or CryptographicException or DllNotFoundException
            or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            string cause = (exception.InnerException ?? exception).Message.Split(['.', '\n'], 2)[0].TrimEnd();
            return (null, $"libsodium cannot be loaded ({cause}). Deploy the one that comes with the package NSec.Cryptography.");
        }
    }

    // libsodium's crypto_core_ed25519_is_valid_point, of a point of 32 octets.
    [LibraryImport("libsodium", EntryPoint = "crypto_core_ed25519_is_valid_point")]
    private static partial int IsValidPoint(ReadOnlySpan<byte> point);
}
