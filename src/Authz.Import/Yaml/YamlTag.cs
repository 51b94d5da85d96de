namespace Authz.Import.Yaml;

/// <summary>The tags that a definition may have.</summary>
internal static class YamlTag
{
    private const string StandardPrefix = "tag:yaml.org,2002:";

    // CloudFormation user guide, intrinsic function reference: the short forms.
    private static readonly string[] s_functions =
    [
        "!And", "!Base64", "!Cidr", "!Equals", "!FindInMap", "!GetAtt", "!GetAZs", "!If", "!ImportValue", "!Join", "!Length", "!Not", "!Or",
        "!Select", "!Split", "!Sub", "!ToJsonString", "!Transform",
    ];

    /// <summary>Whether the tag only repeats the value's own kind.</summary>
    public static bool IsStandard(string tag) => tag.StartsWith(StandardPrefix, StringComparison.Ordinal);

    /// <summary>The name of the intrinsic function for which the tag is short; null for any other tag.</summary>
    public static string? LongForm(string tag) => tag switch
    {
        "!Ref" or "!Condition" => tag[1..],
        _ when s_functions.Contains(tag) => $"Fn::{tag[1..]}",
        _ => null,
    };
}
