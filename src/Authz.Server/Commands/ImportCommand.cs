using System.CommandLine;
using System.Text;
using Authz.Import;

namespace Authz.Server.Commands;

/// <summary><c>authz import</c>: a definition of any kind in Authz's own format.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "The API definition: OpenAPI, SAM, CloudFormation, serverless.yml or Authz's own format in YAML.",
        };
        Option<string?> output = new("--output") { Description = "The file to write. Default: standard output", HelpName = "authz.json" };
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new("import", "Writes an API definition in Authz's own format.") { file, output, parameters };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetValue(output), parsed.GetValue(parameters), parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, string? output, IReadOnlyList<string>? parameters, InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        if (await DefinitionFile.ReadAsync(path, parameters, console.Error, cancellationToken) is not { } definition)
        {
            return ExitCode.Refused;
        }

        byte[] written = ApiDefinitionWriter.Write(definition);
        if (output is null)
        {
            await console.Output.WriteAsync(Encoding.UTF8.GetString(written));
            return ExitCode.Done;
        }

        try
        {
            await File.WriteAllBytesAsync(output, written, cancellationToken);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"authz: {output} cannot be written: {exception.Message}");
            return ExitCode.Refused;
        }
    }
}
