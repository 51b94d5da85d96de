using System.CommandLine;
using System.Text;
using Authz.Server.Commands.Options;
using Authz.Server.Starting;

namespace Authz.Server.Commands;

/// <summary><c>authz init</c>: a definition to begin with.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        Option<string?> from = new("--from")
        {
            Description = "An OpenAPI document whose operations become the routes. Default: two routes to try",
            HelpName = "OPENAPI",
        };
        Option<string> output = new("--output")
        {
            Description = "The file to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => DefinitionFolder.OwnFile,
        };
        Option<bool> force = OutputFile.ForceOption();
        Command command = new("init", "Writes a definition to begin with, for tokens of the dev issuer.") { from, output, force };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(from),
            new OutputFile(parsed.GetRequiredValue(output), parsed.GetValue(force)),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? from, OutputFile output, CommandConsole console, CancellationToken cancellationToken)
    {
        byte[] written = Encoding.UTF8.GetBytes(StartingDefinition.Text);
        if (from is not null)
        {
            if (await InputFile.ReadAsync(from, console, cancellationToken) is not { } content
                || DescribedApi.Read(content, from, console) is not { } definition)
            {
                return ExitCode.Refused;
            }

            written = ApiDefinitionWriter.Write(definition);
            foreach (string open in definition.Routes.Where(route => route.Value.IsOpen).Select(route => route.Key))
            {
                console.ReportTrouble($"note: {open} is open to anyone, because the document has no 'security' for it.");
            }
        }

        if (!await output.TryWriteAsync(written, console, cancellationToken))
        {
            return ExitCode.Refused;
        }

        console.Announce($"""
            Its tokens are those of the dev issuer: authz issuer
            Put your own issuer and audience in its place before you deploy it, and look at it with: authz check {output.Path}
            """);
        return ExitCode.Done;
    }
}
