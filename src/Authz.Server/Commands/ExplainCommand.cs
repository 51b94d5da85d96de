using System.CommandLine;
using System.Text;
using Authz.Definitions.Mapping;
using Authz.Explaining;
using Authz.Server.Explain;

namespace Authz.Server.Commands;

/// <summary><c>authz explain</c>: why a request is allowed or refused, and what would change that.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> definition = new("DEFINITION") { Description = "The API definition, of any kind that authz check takes." };
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
        Option<DateTimeOffset?> at = TimeOption.At();
        Option<string?> keySet = new("--jwks")
        {
            Description = "A JWK set to use in place of every issuer's keys; nothing is fetched then.",
            HelpName = "FILE",
        };
        Option<string> format = new("--format")
        {
            Description = "text or json. Default: text",
            HelpName = "F",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new("explain", "Says check by check why a request is allowed or refused. Exits with 1 where it is refused.")
        {
            definition, request, token, at, keySet, format, parameters,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ExplainRequest(
                parsed.GetRequiredValue(definition),
                parsed.GetValue(parameters),
                parsed.GetRequiredValue(request),
                parsed.GetValue(token),
                parsed.GetValue(at),
                parsed.GetValue(keySet),
                parsed.GetRequiredValue(format)),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ExplainRequest request, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        ApiDefinition? definition = await DefinitionFile.ReadAsync(
            request.Definition, request.Parameters, console.Error, cancellationToken);
        if (definition is null)
        {
            return ExitCode.WrongUsage;
        }

        try
        {
            string? token = await TokenArgument.ReadAsync(request.Token, cancellationToken);
            if (request.KeySetFile is { } file)
            {
                string keySet = await File.ReadAllTextAsync(file, cancellationToken);
                definition = InlineKeys.Use(definition, _ => keySet);
            }

            Explanation explanation = await ExplainAsync(definition, request, token, cancellationToken);
            await WriteAsync(console.Output, request.Format, explanation);
            return explanation.Decision.IsAllowed ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"authz: {exception.Message}");
            return ExitCode.WrongUsage;
        }
        catch (ApiDefinitionException exception)
        {
            // Each of the issuers has the same fault: that of the file.
            await console.Error.WriteLineAsync(
                DefinitionProblem.OnOneLine($"{request.KeySetFile}: {exception.Problems[0].Message} {exception.Problems[0].Remedy}"));
            return ExitCode.WrongUsage;
        }
    }

    private static async Task<Explanation> ExplainAsync(
        ApiDefinition definition, ExplainRequest request, string? token, CancellationToken cancellationToken)
    {
        TimeProvider clock = request.At is { } time ? new StoppedClock(time) : TimeProvider.System;
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { TimeProvider = clock, RememberedTokenBytes = 0 });
        (string method, string target) = request.Request;
        AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(authorizer, method, target);
        return await authorizer.ExplainAsync(TokenPlacement.Place(guard, method, target, token), cancellationToken);
    }

    private static Task WriteAsync(TextWriter output, string format, Explanation explanation)
    {
        if (format == "json")
        {
            return output.WriteLineAsync(Encoding.UTF8.GetString(ExplanationJson.Write(explanation)));
        }

        ExplanationText.Write(output, explanation);
        return Task.CompletedTask;
    }
}
