using System.CommandLine;
using System.Text;
using Authz.Import;
using Authz.Server.Commands.Options;

namespace Authz.Server.Commands;

/// <summary><c>authz export</c>: a definition as a file that deploys it to AWS.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, DefinitionFormat> s_formats = new(StringComparer.Ordinal)
    {
        ["openapi"] = DefinitionFormat.OpenApi,
        ["cloudformation"] = DefinitionFormat.CloudFormation,
        ["terraform"] = DefinitionFormat.Terraform,
    };

    public static Command Create()
    {
        Argument<string> definition = new("DEFINITION") { Description = "The API definition, in any format that authz check reads." };
        Option<string> format = new("--format")
        {
            Description = "What is written: openapi (3.0, with AWS's extensions), cloudformation or terraform (for a file *.tf.json).",
            HelpName = "F",
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. s_formats.Keys]);
        Option<string?> output = new("--output") { Description = "The file to write. Default: standard output", HelpName = "FILE" };
        Option<bool> force = OutputFile.ForceOption();
        DefinitionOptions options = new();
        Command command = new("export", "Writes an API definition as a file that deploys it to AWS, and refuses what AWS cannot do.")
        {
            definition, format, output, force,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(definition),
            s_formats[parsed.GetRequiredValue(format)],
            OutputFile.Of(parsed.GetValue(output), parsed.GetValue(force)),
            options.Read(parsed),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        DefinitionFormat format,
        OutputFile? output,
        DefinitionInput input,
        CommandConsole console,
        CancellationToken cancellationToken)
    {
        if (await DefinitionFile.ImportAsync(path, input, console, cancellationToken) is not { } imported)
        {
            return ExitCode.Refused;
        }

        DefinitionFile.Report(path, imported, console);
        if (imported.Definition is not { } definition)
        {
            return ExitCode.Refused;
        }

        ExportedDefinition exported = DefinitionExporter.Export(
            definition, format, new ExportOptions { Parameters = input.Parameters, Tree = imported.Tree });
        DefinitionFile.Report(path, imported.Format, exported.Problems, exported.Notices, console);
        if (exported.Text is not { } text)
        {
            return ExitCode.Refused;
        }

        if (output is null)
        {
            await console.Output.WriteAsync(text);
            return ExitCode.Done;
        }

        return await output.TryWriteAsync(Encoding.UTF8.GetBytes(text), console, cancellationToken)
            ? ExitCode.Done
            : ExitCode.Refused;
    }
}
