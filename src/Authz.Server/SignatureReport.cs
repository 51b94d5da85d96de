using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Server;

/// <summary>Says how this process verifies signatures: in contexts that are kept in OpenSSL, or by the platform's own calls and why.</summary>
internal static class SignatureReport
{
    /// <summary>What each algorithm would get, whether it is in use or not.</summary>
    public static string Test() => Describe(ContextSupport.TryProve);

    /// <summary>What the algorithms in use have got so far.</summary>
    public static string Describe() => Describe(ContextSupport.StatusOf);

    /// <param name="statusOf">The status of an algorithm.</param>
    public static string Describe(Func<JwsAlgorithm, ContextStatus> statusOf)
    {
        (ContextStatus Status, string Algorithms)[] groups =
        [
            .. ContextSupport.Algorithms.Members().GroupBy(statusOf, algorithm => algorithm.Name())
                .Select(group => (group.Key, string.Join(", ", group))),
        ];
        return groups is [(ContextStatus only, _)]
            ? Describe(only)
            : string.Join("; ", groups.Select(group => $"{group.Algorithms}: {Describe(group.Status)}"));
    }

    private static string Describe(ContextStatus status) => status switch
    {
        ContextStatus.Kept when OperatingSystem.IsLinux() => $"contexts kept in OpenSSL {VersionOfOpenSsl()}",
        ContextStatus.Kept => "contexts kept in OpenSSL",
        ContextStatus.Untried => "the platform's own calls, until a key is used again (untried)",
        _ => $"the platform's own calls ({status.ToCode()})",
    };

    // 0xMNN00PP0: major, minor, patch (OpenSSL_version_num(3)).
    [SupportedOSPlatform("linux")]
    private static string VersionOfOpenSsl()
    {
        long version = SafeEvpPKeyHandle.OpenSslVersion;
        return $"{version >> 28}.{(version >> 20) & 0xFF}.{(version >> 4) & 0xFF}";
    }
}
