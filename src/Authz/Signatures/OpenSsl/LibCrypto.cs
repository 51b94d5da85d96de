using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Authz.Signatures.OpenSsl;

/// <summary>
/// The functions of OpenSSL 3 that verify a digest's signature (EVP_PKEY_verify(3)). Called only after
/// <see cref="LibCryptoBinding"/> has bound them to the library that the platform itself uses.
/// </summary>
internal static partial class LibCrypto
{
    /// <summary>No file is called so: the name means what the binding says, and nothing that a loader might find.</summary>
    public const string Name = "libcrypto-of-the-platform";

    /// <summary>The only result that means success.</summary>
    public const int Success = 1;

    // RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING and RSA_PSS_SALTLEN_DIGEST of <openssl/rsa.h>.
    public const int Pkcs1Padding = 1;
    public const int PssPadding = 6;
    public const int SaltAsLongAsDigest = -1;

    [LibraryImport(Name, EntryPoint = "OpenSSL_version_num")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial CULong GetVersion();

    [LibraryImport(Name, EntryPoint = "EVP_default_properties_is_fips_enabled")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int IsFipsDefault(nint libraryContext);

    [LibraryImport(Name, EntryPoint = "EVP_KEYMGMT_fetch", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint FetchKeyManagement(nint libraryContext, string algorithm, nint properties);

    [LibraryImport(Name, EntryPoint = "EVP_KEYMGMT_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void FreeKeyManagement(nint keyManagement);

    [LibraryImport(Name, EntryPoint = "EVP_KEYMGMT_get0_provider")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetProviderOfKeyManagement(nint keyManagement);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_get0_provider")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetProviderOfKey(SafeEvpPKeyHandle key);

    [LibraryImport(Name, EntryPoint = "OSSL_PROVIDER_get0_name")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetNameOfProvider(nint provider);

    [LibraryImport(Name, EntryPoint = "EVP_sha256")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetSha256();

    [LibraryImport(Name, EntryPoint = "EVP_sha384")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetSha384();

    [LibraryImport(Name, EntryPoint = "EVP_sha512")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetSha512();

    // The context holds a reference to the key of its own.
    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial ContextHandle CreateContext(SafeEvpPKeyHandle key, nint engine);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_verify_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int BeginVerifying(ContextHandle context);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_set_signature_md")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetHash(ContextHandle context, nint hash);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_set_rsa_padding")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetPadding(ContextHandle context, int padding);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_set_rsa_mgf1_md")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetMaskHash(ContextHandle context, nint hash);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_set_rsa_pss_saltlen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetSaltLength(ContextHandle context, int length);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_verify")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Verify(
        ContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> digest, nuint digestLength);

    [LibraryImport(Name, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void ClearErrors();

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void FreeContext(nint context);

    /// <summary>An EVP_PKEY_CTX. It counts the calls that use it, and is freed after the last of them.</summary>
    public sealed class ContextHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
