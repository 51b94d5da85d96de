using System.CommandLine;
using Authz.Import;
using Authz.Server.Checks;
using Authz.Server.Checks.Terms;
using Authz.Server.Commands.Options;

namespace Authz.Server.Commands;

/// <summary><c>authz check</c>: errors, probable mistakes and notable facts in a definition.</summary>
internal static class CheckCommand
{
    // Only keys are fetched: which host runs the definition is not known.
    private static readonly ApiAuthorizerOptions s_engine = new() { SuppliesSourceAddress = true, SuppliesStage = true };

    public static Command Create()
    {
        Argument<string> definition = new("DEFINITION")
        {
            Description = "The API definition: Authz's own format, OpenAPI, SAM, CloudFormation, serverless.yml or Terraform.",
        };
        Option<string> format = FormatOption.Create(FormatOption.Text, FormatOption.Json, FormatOption.Sarif);
        Option<bool> online = new("--online") { Description = "Also fetches the issuers' discovery documents and keys and compares them." };
        Option<bool> lambda = new("--lambda")
        {
            Description = "Also reports the effects of API Gateway's result cache on the definition as a Lambda authorizer.",
        };
        Option<bool> terms = new("--terms")
        {
            Description = "Lists, instead of findings, which claims each route reads, from which issuer, and what for.",
        };
        Option<string?> baseline = new("--baseline")
        {
            Description = "The output of an earlier check with --format json; its warnings and notes are not reported again.",
            HelpName = "FILE",
        };
        DefinitionOptions options = new();
        Command command = new("check", "Reports errors, probable mistakes and notable facts in an API definition.")
        {
            definition, format, online, lambda, terms, baseline,
        };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            // An option that the parser refuses has no value.
            bool isSarif = result.GetResult(format) is { Tokens: [{ Value: FormatOption.Sarif }] };
            if (isSarif && result.GetResult(terms) is { Tokens.Count: < 2 } && result.GetValue(terms))
            {
                result.AddError("--terms lists no findings, so it has no '--format sarif'.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Request(
                parsed.GetRequiredValue(definition),
                parsed.GetRequiredValue(format),
                parsed.GetValue(online),
                parsed.GetValue(lambda),
                parsed.GetValue(terms),
                parsed.GetValue(baseline),
                options.Read(parsed)),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Request request, CommandConsole console, CancellationToken cancellationToken)
    {
        FindingBaseline? baseline = await ReadBaselineAsync(request.Baseline, console, cancellationToken);
        if (baseline is null
            || await DefinitionFile.ImportAllAsync(request.Definition, request.Input, console, cancellationToken) is not { } apis)
        {
            return ExitCode.Refused;
        }

        if (request.IsForTerms)
        {
            return ListTerms(request, apis, console);
        }

        List<Finding> all = [];
        foreach (ImportedDefinition imported in apis)
        {
            all.AddRange(DefinitionCheck.Run(imported));
            all.AddRange(DefinitionCheck.RunOnFiles(imported, [request.Definition, .. imported.Files]));
            all.AddRange(request.IsForLambda ? DefinitionCheck.RunForLambda(imported) : []);
            if (request.IsOnline)
            {
                all.AddRange(await DefinitionCheck.RunOnlineAsync(imported, s_engine, cancellationToken));
            }
        }

        IReadOnlyList<Finding> findings = DefinitionCheck.InOrder(all.Where(finding => !baseline.Accepts(finding)));
        Write(console.Output, request, findings);
        return findings.Any(finding => finding.Severity >= FindingSeverity.Warning) ? ExitCode.Refused : ExitCode.Done;
    }

    private static int ListTerms(Request request, IReadOnlyList<ImportedDefinition> apis, CommandConsole console)
    {
        foreach (ImportedDefinition unusable in apis.Where(api => api.Definition is null))
        {
            DefinitionFile.Report(request.Definition, unusable, console);
        }

        IEnumerable<RouteClaims> routes = apis.SelectMany(api => api.Definition is { } definition ? ClaimUses.Of(definition) : []);
        if (request.Format == FormatOption.Json)
        {
            console.Output.WriteLine(ClaimUseText.WriteJson(request.Definition, routes));
        }
        else
        {
            ClaimUseText.Write(console.Output, routes);
        }

        return apis.All(api => api.Definition is not null) ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Write(TextWriter output, Request request, IReadOnlyList<Finding> findings)
    {
        switch (request.Format)
        {
            case FormatOption.Json:
                output.WriteLine(FindingJson.Write(request.Definition, findings));
                break;
            case FormatOption.Sarif:
                output.WriteLine(FindingJson.WriteSarif(request.Definition, findings));
                break;
            default:
                FindingText.Write(output, request.Definition, findings);
                break;
        }
    }

    private static async Task<FindingBaseline?> ReadBaselineAsync(
        string? path, CommandConsole console, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return FindingBaseline.Empty;
        }

        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        FindingBaseline? baseline = FindingBaseline.Read(content);
        if (baseline is null)
        {
            console.ReportTrouble($"the baseline {path} is not the output of 'authz check --format json'.");
        }

        return baseline;
    }

    private sealed record Request(
        string Definition, string Format, bool IsOnline, bool IsForLambda, bool IsForTerms, string? Baseline, DefinitionInput Input);
}
