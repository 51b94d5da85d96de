using System.CommandLine;

namespace Authz.Server.Commands.Options;

/// <summary><c>--shadow FILE</c>: a definition that is decided beside the one in force.</summary>
internal static class ShadowOption
{
    public static Option<string?> Create() => new("--shadow")
    {
        Description = "A definition that decides each request as well, and is not enforced: where it differs is counted.",
        HelpName = "FILE",
    };

    /// <summary>The shadow of a command line; null for none.</summary>
    public static ServedShadow? Read(string? path, DefinitionInput input, CommandConsole console) =>
        path is null ? null : new ServedShadow(path, input, console);
}
