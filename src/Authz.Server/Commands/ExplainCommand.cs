using System.CommandLine;
using System.Text;
using Authz.Definitions.Mapping;
using Authz.Explaining;
using Authz.Server.Commands.Options;
using Authz.Server.Explain;
using Authz.Testing.Policies.Running;

namespace Authz.Server.Commands;

/// <summary><c>authz explain</c>: why a request is allowed or refused, and what would change that.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> definition = new("DEFINITION") { Description = "The API definition, in any format that authz check reads." };
        Option<RequestLine> request = new("--request")
        {
            Description = "Method and target, such as \"GET /pets/1\".",
            HelpName = "\"M T\"",
            Required = true,
            CustomParser = RequestLine.Parse,
        };
        Option<string?> token = new("--token")
        {
            Description = "The token, @FILE for one in a file, or - for one on standard input. Default: a request without a token",
            HelpName = "T",
        };
        Option<string?> proof = new("--proof")
        {
            Description = "The DPoP proof that comes with the token, or @FILE for one in a file; the token then comes under the scheme DPoP.",
            HelpName = "P",
        };
        proof.Validators.Add(result =>
        {
            if (result.GetResult(token) is null)
            {
                result.AddError("--proof comes with --token: it proves whose token that is.");
            }
        });
        Option<DateTimeOffset?> at = TimeOption.At();
        Option<string?> keySet = new("--jwks")
        {
            Description = "A JWK set to use in place of every issuer's keys; nothing is fetched then.",
            HelpName = "FILE",
        };
        Option<string> format = FormatOption.Create(FormatOption.Text, FormatOption.Json);
        Option<string?> tool = new("--tool")
        {
            Description = "The tool that the request calls, for a route with tools. Default: a message that calls none",
            HelpName = "NAME",
        };
        DefinitionOptions options = new();
        Command command = new("explain", "Explains check by check why a request is allowed or refused. Exits with 1 if it is refused.")
        {
            definition, request, token, proof, tool, at, keySet, format,
        };
        RequestPartOptions parts = new();
        parts.AddAllTo(command);
        options.AddAllTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Request(
                parsed.GetRequiredValue(definition),
                options.Read(parsed),
                parsed.GetRequiredValue(request),
                parsed.GetValue(token),
                parsed.GetValue(proof),
                parts.Read(parsed),
                parsed.GetValue(tool),
                parsed.GetValue(at),
                parsed.GetValue(keySet),
                parsed.GetRequiredValue(format)),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Request request, CommandConsole console, CancellationToken cancellationToken)
    {
        request.Input.Announce(console);
        ApiDefinition? definition = await DefinitionFile.ReadAsync(request.Definition, request.Input, console, cancellationToken);
        if (definition is not null && request.KeySetFile is { } file)
        {
            string? keySet = await InputFile.ReadTextAsync(file, console, cancellationToken);
            definition = keySet is null ? null : InlineKeys.Use(definition, _ => keySet);
        }

        string? token = null;
        string? proof = null;
        if (definition is null
            || (request.Token is { } written && (token = await TokenArgument.ReadAsync(written, console, cancellationToken)) is null)
            || (request.Proof is { } shown && (proof = await TokenArgument.ReadAsync(shown, console, cancellationToken)) is null))
        {
            return ExitCode.Refused;
        }

        try
        {
            Explanation explanation = await ExplainAsync(definition, request, token, proof, cancellationToken);
            await WriteAsync(console.Output, request.Format, explanation);
            if (request.Tool is not null && explanation.Decision is { Route.Definition.Tools: null, RouteKey: { } key })
            {
                console.ReportTrouble($"The route '{key}' has no 'tools': --tool changes nothing.");
            }

            return explanation.Decision.IsAllowed ? ExitCode.Done : ExitCode.Refused;
        }
        catch (ApiDefinitionException exception) when (request.KeySetFile is not null)
        {
            // Each of the issuers has the same fault: that of the file.
            console.ReportTrouble(request.KeySetFile, $"{exception.Problems[0].Message} {exception.Problems[0].Remedy}");
            return ExitCode.Refused;
        }
    }

    private static async Task<Explanation> ExplainAsync(
        ApiDefinition definition, Request request, string? token, string? proof, CancellationToken cancellationToken)
    {
        TimeProvider clock = request.At is { } time ? new ManualClock(time) : TimeProvider.System;
        using ApiAuthorizer authorizer = new(
            definition,
            new ApiAuthorizerOptions
            {
                TimeProvider = clock,
                RememberedTokenBytes = 0,
                ReadsTools = true,
                SuppliesSourceAddress = true,
                SuppliesStage = true,
            });
        (string method, string target) = request.Line;
        AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(authorizer, method, target);
        AuthorizationRequest asked = request.Parts.AddTo(TokenPlacement.Place(guard, method, target, token, proof));
        RequestedTools tools = StatedTool.Read(asked, request.Tool);
        return await authorizer.ExplainAsync(asked with { Tools = ToolSource.Of(tools) }, cancellationToken);
    }

    private static Task WriteAsync(TextWriter output, string format, Explanation explanation)
    {
        if (format == FormatOption.Json)
        {
            return output.WriteLineAsync(Encoding.UTF8.GetString(ExplanationJson.Write(explanation)));
        }

        ExplanationText.Write(output, explanation);
        return Task.CompletedTask;
    }

    private sealed record Request(
        string Definition,
        DefinitionInput Input,
        RequestLine Line,
        string? Token,
        string? Proof,
        RequestParts Parts,
        string? Tool,
        DateTimeOffset? At,
        string? KeySetFile,
        string Format);
}
