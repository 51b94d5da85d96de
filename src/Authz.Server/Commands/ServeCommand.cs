using System.Collections.Frozen;
using System.CommandLine;
using Authz.Import;
using Authz.Server.Checks;
using Authz.Server.Gateway;
using Authz.Server.Inspector;

namespace Authz.Server.Commands;

/// <summary><c>authz serve</c>: the gateway.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create()
    {
        Argument<string?> definition = new("DEFINITION")
        {
            Description = "The API definition to run.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<Uri> listen = UrlOption.Listen(DefaultUrl, loopbackOnly: false);
        Option<Uri> target = UrlOption.Remote(
            "--target",
            "The backend of routes without an integration; without DEFINITION, of everything.");
        Option<Uri> inspect = UrlOption.Inspect();
        Option<Uri> errorUri = UrlOption.ErrorUri();
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new("serve", "Runs an API definition as a gateway, or with --target alone forwards everything.")
        {
            definition,
            listen,
            target,
            inspect,
            errorUri,
            parameters,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(definition) is null && result.GetResult(target) is null)
            {
                result.AddError("serve needs a DEFINITION, or --target URL for a gateway that forwards everything.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ServeRequest
            {
                Definition = parsed.GetValue(definition),
                Parameters = parsed.GetValue(parameters),
                Listen = parsed.GetRequiredValue(listen),
                Target = parsed.GetValue(target),
                Inspect = parsed.GetValue(inspect),
                ErrorUri = parsed.GetValue(errorUri),
            },
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServeRequest request, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        ApiDefinition? definition = request.Definition is null
            ? QuickCreate.Definition
            : await DefinitionFile.ReadAsync(request.Definition, request.Parameters, console.Error, cancellationToken);
        if (definition is null)
        {
            return ExitCode.Refused;
        }

        FrozenDictionary<string, GatewayIntegration> integrations =
            GatewayIntegrations.Compile(definition, request.Target, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            await console.Error.WriteLineAsync($"{request.Definition}: {problem}");
        }

        return problems.Count > 0
            ? ExitCode.Refused
            : await ServeAsync(request, definition, integrations, console, cancellationToken);
    }

    private static async Task<int> ServeAsync(
        ServeRequest request,
        ApiDefinition definition,
        FrozenDictionary<string, GatewayIntegration> integrations,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { ErrorUri = request.ErrorUri });
        DecisionCounts? decisions = request.Inspect is null ? null : new DecisionCounts();
        await using GatewayHost? host = await ListeningServer.StartOrReportAsync(
            () => GatewayHost.StartAsync(
                authorizer, integrations, request.Listen, decisions, cancellationToken), request.Listen, console.Error);
        if (host is null)
        {
            return ExitCode.Refused;
        }

        await authorizer.WarmUpAsync(cancellationToken);
        foreach (IssuerKeyStatus issuer in authorizer.Issuers.Where(issuer => !issuer.IsUsable))
        {
            await console.Error.WriteLineAsync(
                $"authz: warning: no keys of {issuer.Issuer} ({issuer.LastError}); requests that need them are refused until there are some.");
        }

        await using InspectorHost? inspector =
            decisions is null ? null : await InspectAsync(request, authorizer, decisions, console, cancellationToken);
        if (decisions is not null && inspector is null)
        {
            return ExitCode.Refused;
        }

        GatewayBanner.Write(console.Output, host.Address, authorizer, request.Target);
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    // The file is read once more, for findings have places that the definition no longer knows.
    private static async Task<InspectorHost?> InspectAsync(
        ServeRequest request,
        ApiAuthorizer authorizer,
        DecisionCounts decisions,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        ImportedDefinition? imported = request.Definition is { } path
            ? await DefinitionFile.ImportAsync(path, request.Parameters, console.Error, cancellationToken)
            : null;
        IReadOnlyList<Finding> findings = imported is null ? [] : DefinitionCheck.Run(imported);
        InspectedApi api = new(authorizer, request.Target, findings, decisions);
        InspectorHost? inspector = await ListeningServer.StartOrReportAsync(
            () => InspectorHost.StartAsync(api, request.Inspect!, TimeProvider.System, cancellationToken), request.Inspect!, console.Error);
        if (inspector is not null)
        {
            await console.Output.WriteLineAsync($"Inspector on {inspector.Address}");
        }

        return inspector;
    }
}
