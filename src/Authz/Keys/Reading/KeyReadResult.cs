using Authz.Keys.Sources;

namespace Authz.Keys.Reading;

/// <summary>The result of reading a key source: usable keys, or an error, never both.</summary>
internal sealed class KeyReadResult
{
    private KeyReadResult()
    {
    }

    /// <summary>The usable keys, at least one; null if the source is not usable.</summary>
    public IReadOnlyList<PublicKey>? Keys { get; private init; }

    /// <summary>The keys that were left out.</summary>
    public IReadOnlyList<UnusedKey> Unused { get; private init; } = [];

    /// <summary>Why there are no keys.</summary>
    public string? Error { get; private init; }

    /// <summary>Whether the source answered and its answer cannot be used, so that waiting does not help.</summary>
    public bool IsUnusable { get; private init; }

    /// <summary>Whether the issuer's document names it otherwise, by a final slash.</summary>
    public bool IsOtherSpelling { get; private init; }

    /// <summary>The documents behind the keys; null if the source is not remote.</summary>
    public KeyDocuments? Documents { get; private init; }

    /// <summary>How long the keys stay fresh according to the issuer (RFC 9111 section 5.2.2.1).</summary>
    public TimeSpan? MaximumAge { get; private init; }

    /// <summary>The source gave no answer, or one that may be better later.</summary>
    public static KeyReadResult Failed(string error) => new() { Error = error };

    /// <summary>The source gave an answer that cannot be used.</summary>
    public static KeyReadResult Unusable(string error, bool isOtherSpelling = false) =>
        new() { Error = error, IsUnusable = true, IsOtherSpelling = isOtherSpelling };

    public static KeyReadResult Read(IReadOnlyList<PublicKey> keys, IReadOnlyList<UnusedKey> unused) =>
        new() { Keys = keys, Unused = unused };

    public KeyReadResult From(KeyDocuments documents, TimeSpan? maximumAge) =>
        new() { Keys = Keys, Unused = Unused, Error = Error, Documents = documents, MaximumAge = maximumAge };
}
