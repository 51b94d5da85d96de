using System.CommandLine;
using Authz.Server.Logging;

namespace Authz.Server.Commands.Options;

/// <summary><c>--log-format F</c>: how a server writes what happens, on both outputs.</summary>
internal static class LogFormatOption
{
    private const string Text = "text";
    private const string Json = "json";

    public static Option<string> Create()
    {
        Option<string> option = new("--log-format")
        {
            Description = $"How everything is written on standard output and standard error: {Text}, or {Json}, an object a line. Default: {Text}",
            HelpName = "F",
        };
        return option.AcceptOnlyFromAmong(Text, Json);
    }

    /// <summary>The format from a valid option.</summary>
    public static LogFormat ToFormat(string? option) => option == Json ? LogFormat.Json : LogFormat.Text;
}
