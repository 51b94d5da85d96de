using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Signatures.OpenSsl;

/// <summary>
/// For which algorithms this process verifies signatures in kept contexts. A self-test decides when an algorithm is first used: a
/// process that verifies little pays for none.
/// </summary>
internal static class ContextSupport
{
    /// <summary>The algorithms that contexts can be kept for.</summary>
    public const AlgorithmSet Algorithms = AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss | AlgorithmSet.Ecdsa;

    // Of each algorithm a ContextStatus.
    private static readonly int[] s_statuses = new int[(int)JwsAlgorithm.ES512 + 1];
    private static readonly Lazy<ContextStatus> s_library = new(BindLibrary);

    /// <summary>How signatures of the algorithm are verified as far as is known.</summary>
    public static ContextStatus StatusOf(JwsAlgorithm algorithm) => (ContextStatus)Volatile.Read(ref s_statuses[(int)algorithm]);

    /// <summary>Whether contexts of the algorithm may be used. Whoever asks first runs the self-test; others are told no meanwhile.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsProven(JwsAlgorithm algorithm) => StatusOf(algorithm) switch
    {
        ContextStatus.Kept => true,
        ContextStatus.Untried => TryProve(algorithm) == ContextStatus.Kept,
        _ => false,
    };

    /// <summary>Runs the self-test, unless it has been run.</summary>
    public static ContextStatus TryProve(JwsAlgorithm algorithm)
    {
        ref int status = ref s_statuses[(int)algorithm];
        if (Interlocked.CompareExchange(ref status, (int)ContextStatus.Testing, (int)ContextStatus.Untried) == (int)ContextStatus.Untried)
        {
            Volatile.Write(ref status, (int)Prove(algorithm));
        }

        return StatusOf(algorithm);
    }

    // Whatever goes wrong here leaves the platform's own calls, which verified before.
#pragma warning disable CA1031
    private static ContextStatus Prove(JwsAlgorithm algorithm)
    {
        try
        {
            return s_library.Value is not ContextStatus.Kept ? s_library.Value
                : OperatingSystem.IsLinux() && SelfTest.Passes(algorithm) ? ContextStatus.Kept
                : ContextStatus.SelfTest;
        }
        catch (Exception)
        {
            return ContextStatus.SelfTest;
        }
    }

    private static ContextStatus BindLibrary()
    {
        try
        {
            if (PlatformSwitch.IsOn || !OperatingSystem.IsLinux())
            {
                return PlatformSwitch.IsOn ? ContextStatus.Switch : ContextStatus.Platform;
            }

            using RSAOpenSsl key = new(KnownAnswers.RsaKey);
            return LibCryptoBinding.Bind(key);
        }
        catch (Exception)
        {
            return ContextStatus.Library;
        }
    }
#pragma warning restore CA1031
}
