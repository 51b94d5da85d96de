namespace Authz.Keys;

/// <summary>The result of a key look-up. The zero value offers no key.</summary>
internal enum KeyLookupStatus : byte
{
    /// <summary>There are no keys yet, or they are older than may be relied on.</summary>
    NoKeys = 0,

    /// <summary>The set in force has no key of that <c>kid</c>.</summary>
    UnknownKeyId,

    /// <summary>The set has keys of that <c>kid</c>, but none for that algorithm.</summary>
    AlgorithmNotBound,

    Found,
}
