using System.Collections.Frozen;
using System.CommandLine;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;

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
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new("serve", "Runs an API definition as a gateway, or with --target alone forwards everything.")
        {
            definition,
            listen,
            target,
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
            parsed.GetValue(definition),
            parsed.GetValue(parameters),
            parsed.GetRequiredValue(listen),
            parsed.GetValue(target),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? path,
        IReadOnlyList<string>? parameters,
        Uri listen,
        Uri? target,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        ApiDefinition? definition = path is null
            ? QuickCreate.Definition
            : await DefinitionFile.ReadAsync(path, parameters, console.Error, cancellationToken);
        if (definition is null)
        {
            return ExitCode.Refused;
        }

        FrozenDictionary<string, GatewayRoute> routes =
            GatewayCompiler.Compile(definition, target, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            await console.Error.WriteLineAsync($"{path}: {problem}");
        }

        return problems.Count > 0
            ? ExitCode.Refused
            : await ServeAsync(definition, routes, listen, target, console, cancellationToken);
    }

    private static async Task<int> ServeAsync(
        ApiDefinition definition,
        FrozenDictionary<string, GatewayRoute> routes,
        Uri listen,
        Uri? target,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        using ApiAuthorizer authorizer = new(definition);
        await using GatewayHost? host = await ListeningServer.StartOrReportAsync(
            () => GatewayHost.StartAsync(new RunningApi(authorizer, routes), listen, cancellationToken), listen, console.Error);
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

        GatewayBanner.Write(console.Output, host.Address, authorizer, target);
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
