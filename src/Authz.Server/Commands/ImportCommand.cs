using System.CommandLine;
using System.Text;
using Authz.Server.Commands.Options;

namespace Authz.Server.Commands;

/// <summary><c>authz import</c>: a definition of any kind in Authz's own format.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "The API definition: OpenAPI, SAM, CloudFormation, serverless.yml, Terraform or Authz's own format in YAML.",
        };
        Option<string?> output = new("--output") { Description = "The file to write. Default: standard output", HelpName = "authz.json" };
        Option<bool> force = OutputFile.ForceOption();
        DefinitionOptions options = new();
        Command command = new("import", "Writes an API definition in Authz's own format.") { file, output, force };
        options.AddAllTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file),
            OutputFile.Of(parsed.GetValue(output), parsed.GetValue(force)),
            options.Read(parsed),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, OutputFile? output, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken)
    {
        input.Announce(console);
        if (await DefinitionFile.ReadAsync(path, input, console, cancellationToken) is not { } definition)
        {
            return ExitCode.Refused;
        }

        byte[] written = ApiDefinitionWriter.Write(definition);
        if (output is null)
        {
            await console.Output.WriteAsync(Encoding.UTF8.GetString(written));
            return ExitCode.Done;
        }

        return await output.TryWriteAsync(written, console, cancellationToken) ? ExitCode.Done : ExitCode.Refused;
    }
}
