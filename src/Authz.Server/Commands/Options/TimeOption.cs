using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Authz.Server.Commands.Options;

/// <summary><c>--at TIME</c> and others: another time than now.</summary>
internal static class TimeOption
{
    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public static Option<DateTimeOffset?> At() => Create("--at", "Decides as of this time.");

    public static Option<DateTimeOffset?> Create(string name, string description) => new(name)
    {
        Description = $"{description} RFC 3339 such as 2026-01-31T12:00:00Z, or seconds since 1970. Default: now",
        HelpName = "TIME",
        CustomParser = result => Parse(name, result),
    };

    private static DateTimeOffset? Parse(string name, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= 253_402_300_799)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        if (DateTimeOffset.TryParseExact(
            text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        result.AddError($"{name} '{text}' is neither a time such as 2026-01-31T12:00:00Z nor seconds since 1970.");
        return null;
    }
}
