using System.CommandLine;

namespace Authz.Server.Commands.Options;

/// <summary><c>--format F</c>: how results are written.</summary>
internal static class FormatOption
{
    public const string Text = "text";
    public const string Json = "json";
    public const string Sarif = "sarif";

    /// <summary>The option for these formats, of which <see cref="Text"/> is the default.</summary>
    public static Option<string> Create(params string[] formats)
    {
        Option<string> option = new("--format")
        {
            Description = $"How results are written: {string.Join(", ", formats[..^1])} or {formats[^1]}.",
            HelpName = "F",
            DefaultValueFactory = _ => Text,
        };
        return option.AcceptOnlyFromAmong(formats);
    }
}
