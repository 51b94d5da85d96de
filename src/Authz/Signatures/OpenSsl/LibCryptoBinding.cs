using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Authz.Signatures.OpenSsl;

/// <summary>Binds <see cref="LibCrypto"/> to the very library that the platform's cryptography has loaded, if that can be told for certain.</summary>
[SupportedOSPlatform("linux")]
internal static class LibCryptoBinding
{
    private const string FileName = "libcrypto";
    private const int SupportedMajor = 3;
    private const string SupportedProvider = "default";

    /// <summary>Binds the functions, once in a process.</summary>
    /// <param name="key">A key of the platform's, with which its library is loaded.</param>
    /// <returns>Why they must not be used; <see cref="ContextStatus.Kept"/> if they may.</returns>
    public static ContextStatus Bind(RSAOpenSsl key)
    {
        // The major version stands in the highest four bits (OpenSSL_version_num(3)).
        long version = SafeEvpPKeyHandle.OpenSslVersion;
        if (version >> 28 != SupportedMajor)
        {
            return ContextStatus.Platform;
        }

        if (MappedLibrary.FindOnly(FileName) is not { } mapped || !NativeLibrary.TryLoad(mapped.Path, out nint library))
        {
            return ContextStatus.Library;
        }

        NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, (name, _, _) => name == LibCrypto.Name ? library : 0);

        // If another file stands at the path by now, the loader has mapped a second library.
        return MappedLibrary.FindOnly(FileName) != mapped || (long)LibCrypto.GetVersion().Value != version ? ContextStatus.Library
            : LibCrypto.IsFipsDefault(libraryContext: 0) != 0 ? ContextStatus.Provider
            : FindProviderFault(key);
    }

    // Only in one and the same copy of the library have its key and our look-up the same provider.
    private static ContextStatus FindProviderFault(RSAOpenSsl key)
    {
        nint keyManagement = LibCrypto.FetchKeyManagement(libraryContext: 0, "RSA", properties: 0);
        try
        {
            using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();
            nint provider = LibCrypto.GetProviderOfKey(handle);
            return keyManagement == 0 || provider == 0 ? ContextStatus.Provider
                : provider != LibCrypto.GetProviderOfKeyManagement(keyManagement) ? ContextStatus.Library
                : Marshal.PtrToStringUTF8(LibCrypto.GetNameOfProvider(provider)) != SupportedProvider ? ContextStatus.Provider
                : ContextStatus.Kept;
        }
        finally
        {
            LibCrypto.FreeKeyManagement(keyManagement);
            LibCrypto.ClearErrors();
        }
    }
}
