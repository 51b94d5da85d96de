namespace Authz.Keys.Refreshing;

/// <summary>Why a request asks for fresh keys.</summary>
internal enum KeyRefreshReason : byte
{
    /// <summary>There are no keys in force: <see cref="KeyLookupStatus.NoKeys"/>.</summary>
    FirstUse = 0,

    /// <summary>The token's <c>kid</c> is missing in the set.</summary>
    UnknownKeyId,

    /// <summary>The signature fails under the key of that <c>kid</c>: the issuer may have a new key under the old name.</summary>
    SignatureFailed,
}
