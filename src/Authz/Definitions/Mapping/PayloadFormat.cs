using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>How files write a payload format version.</summary>
internal static class PayloadFormat
{
    public const string Version1 = "1.0";

    public const string Version2 = "2.0";

    public static PayloadFormatVersion Read(DefinitionObject value, string name) =>
        value.OneOf(name, Version2, Version1) == Version1 ? PayloadFormatVersion.Version1 : PayloadFormatVersion.Version2;

    public static string ToText(PayloadFormatVersion version) => version == PayloadFormatVersion.Version1 ? Version1 : Version2;
}
