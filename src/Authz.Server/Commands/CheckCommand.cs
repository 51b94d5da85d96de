using System.CommandLine;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Commands;

/// <summary><c>authz check</c>: errors, probable mistakes and notable facts in a definition.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string> definition = new("DEFINITION")
        {
            Description = "The API definition: Authz's own format, OpenAPI, SAM, CloudFormation or serverless.yml.",
        };
        Option<string> format = new("--format")
        {
            Description = "How findings are written: text, json or sarif. Default: text",
            HelpName = "F",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        Option<bool> online = new("--online") { Description = "Also fetches the issuers' discovery documents and keys and compares them." };
        Option<bool> lambda = new("--lambda")
        {
            Description = "Also says what API Gateway's result cache does to the definition as a Lambda authorizer.",
        };
        Option<string?> baseline = new("--baseline")
        {
            Description = "The output of an earlier check with --format json; its warnings and notes are not reported again.",
            HelpName = "FILE",
        };
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new("check", "Says what is wrong, probably unsafe or worth knowing about an API definition.")
        {
            definition, format, online, lambda, baseline, parameters,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new CheckRequest(
                parsed.GetRequiredValue(definition),
                parsed.GetRequiredValue(format),
                parsed.GetValue(online),
                parsed.GetValue(lambda),
                parsed.GetValue(baseline),
                parsed.GetValue(parameters)),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CheckRequest request, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (await ReadBaselineAsync(request.Baseline, console.Error, cancellationToken) is not { } baseline)
        {
            return ExitCode.WrongUsage;
        }

        ImportedDefinition? imported =
            await DefinitionFile.ImportAsync(request.Definition, request.Parameters, console.Error, cancellationToken);
        if (imported is null)
        {
            return ExitCode.Refused;
        }

        IEnumerable<Finding> all = DefinitionCheck.Run(imported);
        if (request.IsOnline)
        {
            all = all.Concat(await DefinitionCheck.RunOnlineAsync(imported, new ApiAuthorizerOptions(), cancellationToken));
        }

        if (request.IsForLambda)
        {
            all = all.Concat(DefinitionCheck.RunForLambda(imported));
        }

        IReadOnlyList<Finding> findings = DefinitionCheck.InOrder(all.Where(finding => !baseline.Accepts(finding)));
        Write(console.Output, request, findings);
        return findings.Any(finding => finding.Severity >= FindingSeverity.Warning) ? ExitCode.Refused : ExitCode.Done;
    }

    private static void Write(TextWriter output, CheckRequest request, IReadOnlyList<Finding> findings)
    {
        switch (request.Format)
        {
            case "json":
                output.WriteLine(FindingJson.Write(request.Definition, findings));
                break;
            case "sarif":
                output.WriteLine(FindingJson.WriteSarif(request.Definition, findings));
                break;
            default:
                FindingText.Write(output, request.Definition, findings);
                break;
        }
    }

    private static async Task<FindingBaseline?> ReadBaselineAsync(string? path, TextWriter error, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return FindingBaseline.Empty;
        }

        FindingBaseline? baseline = null;
        string problem = "is not the output of 'authz check --format json'.";
        try
        {
            baseline = FindingBaseline.Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot be read: {exception.Message}";
        }

        if (baseline is null)
        {
            await error.WriteLineAsync($"authz: the baseline {path} {problem}");
        }

        return baseline;
    }
}
