namespace Authz.Definitions.Mapping;

/// <summary>The words of files for payload format versions.</summary>
internal static class PayloadFormat
{
    public const string Version1 = "1.0";

    public const string Version2 = "2.0";

    public static readonly Words<PayloadFormatVersion> Words =
        new((Version2, PayloadFormatVersion.Version2), (Version1, PayloadFormatVersion.Version1));
}
