namespace Authz.Targets;

/// <summary>
/// Whether a request target is canonical, or the rule of <see cref="TargetRules"/> that it breaks. The zero value is not canonical.
/// </summary>
internal enum TargetStatus : byte
{
    Missing = 0,
    Canonical,
    NotOriginForm,
    EmptySegment,
    DotSegment,
    Backslash,
    Semicolon,
    Control,
    Space,
    NonAscii,
    Fragment,
    ReservedCharacter,
    BadEscape,
    EncodedUnreserved,
    DoubleEncoding,
    BadUtf8,
    CompatibilityForm,
}
