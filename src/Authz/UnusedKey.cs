using Authz.Keys;

namespace Authz;

/// <summary>A key that an issuer publishes and that is not used.</summary>
/// <param name="Place">Where it stands in its document, such as <c>keys[1]</c>.</param>
/// <param name="KeyId">Its <c>kid</c>; null if it has none.</param>
/// <param name="Cause">Why it is not used: a clause that ends with a full stop.</param>
public sealed record UnusedKey(string Place, string? KeyId, string Cause)
{
    /// <summary>The whole sentence, on one line.</summary>
    public override string ToString() =>
        $"{Place}{(KeyId is null ? "" : $" (kid {KeyName.Quote(KeyId)})")} is not used: {Cause}";
}
