using System.Text;

namespace Authz.Conditions;

/// <summary>Values that a definition writes out, of operators that do not compare text.</summary>
internal static class ConditionLiteral
{
    public const string True = "true";

    public const string False = "false";

    /// <summary>Whether the text is a value of this type.</summary>
    public static bool IsOf(ConditionType type, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return type switch
        {
            ConditionType.Number => ExactNumber.TryParse(utf8, out _),
            ConditionType.Date => ConditionDate.TryRead(utf8, out _),
            ConditionType.Boolean or ConditionType.Null => text is True or False,
            ConditionType.Address => AddressRange.TryParse(utf8, out _),
            _ => true,
        };
    }

    /// <summary>What to write in its place.</summary>
    public static string RemedyOf(ConditionType type) => type switch
    {
        ConditionType.Number => "Write a number such as 42, 0.5 or 1e3.",
        ConditionType.Date => "Write seconds since 1970, or a date and time such as '2026-01-31T08:00:00Z'.",
        ConditionType.Address => "Write an address or a network without bits beyond its prefix, such as '10.0.0.0/8' or '2001:db8::/32'.",
        ConditionType.Null => $"Write '{True}' if the key must be missing, '{False}' if it must be there.",
        _ => $"Write '{True}' or '{False}'.",
    };
}
