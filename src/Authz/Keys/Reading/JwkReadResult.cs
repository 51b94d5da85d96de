namespace Authz.Keys.Reading;

/// <summary>A usable key, or why it is not used.</summary>
internal readonly record struct JwkReadResult(PublicKey? PublicKey, string? Cause)
{
    public static JwkReadResult Unused(string cause) => new(null, cause);
}
