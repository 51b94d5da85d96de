namespace Authz.Signatures.OpenSsl;

/// <summary>
/// The operator's wish to verify by the platform's own calls: the AppContext switch <c>Authz.UsePlatformSignatures</c>, or else the
/// environment variable <c>AUTHZ_USE_PLATFORM_SIGNATURES</c>.
/// </summary>
internal static class PlatformSwitch
{
    public const string Name = "Authz.UsePlatformSignatures";
    public const string Variable = "AUTHZ_USE_PLATFORM_SIGNATURES";

    public static bool IsOn => AppContext.TryGetSwitch(Name, out bool isOn) ? isOn : Means(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether the variable's value is a wish: every one but these three, so that a slip of the pen is one too.</summary>
    public static bool Means(string? value) => value is not (null or "" or "0" or "false");
}
