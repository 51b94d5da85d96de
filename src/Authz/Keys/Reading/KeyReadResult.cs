using Authz.Keys.Sources;

namespace Authz.Keys.Reading;

/// <summary>What was read from a key source: usable keys, or why there are none. Exactly one of keys and error is there.</summary>
internal sealed class KeyReadResult
{
    private KeyReadResult()
    {
    }

    /// <summary>The usable keys, at least one; null where the source is not usable.</summary>
    public IReadOnlyList<PublicKey>? Keys { get; private init; }

    /// <summary>One line for each key that was left out, with its cause.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Why there are no keys.</summary>
    public string? Error { get; private init; }

    /// <summary>The documents behind the keys; null where the source is not remote.</summary>
    public KeyDocuments? Documents { get; private init; }

    /// <summary>How long the issuer says that the keys stay fresh (RFC 9111 section 5.2.2.1).</summary>
    public TimeSpan? MaximumAge { get; private init; }

    public static KeyReadResult Failed(string error) => new() { Error = error };

    public static KeyReadResult Read(IReadOnlyList<PublicKey> keys, IReadOnlyList<string> warnings) =>
        new() { Keys = keys, Warnings = warnings };

    public KeyReadResult From(KeyDocuments documents, TimeSpan? maximumAge) =>
        new() { Keys = Keys, Warnings = Warnings, Error = Error, Documents = documents, MaximumAge = maximumAge };
}
