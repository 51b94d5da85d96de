using Authz.Tokens;

namespace Authz;

/// <summary>The name and the algorithms of each <see cref="CompatibilityMode"/>.</summary>
public static class CompatibilityModeExtensions
{
    /// <summary>The mode's name in files: <c>standard</c> or <c>aws</c>.</summary>
    public static string ToCode(this CompatibilityMode mode) => CompatibilityProfile.Of(mode).Name;

    /// <summary>
    /// The algorithms (<c>alg</c>) that tokens may be signed with, such as <c>RS256</c>; a definition may narrow them for an issuer.
    /// </summary>
    public static IReadOnlyList<string> AcceptedAlgorithms(this CompatibilityMode mode) =>
        CompatibilityProfile.Of(mode).Algorithms.OnThisPlatform().Names();
}
