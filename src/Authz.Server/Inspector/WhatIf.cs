using System.Text;
using System.Text.Json;
using Authz.Explaining;
using Authz.Import;
using Authz.Server.Commands.Options;
using Authz.Server.Diff;
using Authz.Server.Explain;

namespace Authz.Server.Inspector;

/// <summary>
/// Answers what a pasted definition would do: how it differs from the one in force, and how it decides one request. It reaches nobody and
/// reads no file: keys are those in force, or pasted.
/// </summary>
internal sealed class WhatIf(ApiAuthorizer running, TimeProvider timeProvider)
{
    /// <summary>The answer's JSON: problems, or changes and an explanation.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<byte[]> AnswerAsync(WhatIfQuestion question, RequestLine request, CancellationToken cancellationToken)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(question.Definition));
        if (imported.Definition is not { } definition)
        {
            return WriteProblems(imported.Problems);
        }

        ApiAuthorizer authorizer;
        try
        {
            authorizer = running.TryOut(definition, Options, string.IsNullOrWhiteSpace(question.Jwks) ? null : question.Jwks);
        }
        catch (ApiDefinitionException exception)
        {
            return WriteProblems(exception.Problems);
        }

        using (authorizer)
        {
            AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(authorizer, request.Method, request.Target);
            Explanation explanation = await authorizer.ExplainAsync(
                TokenPlacement.Place(guard, request.Method, request.Target, question.Token), cancellationToken);
            return Write(DefinitionDiff.Compare(running.Definition, definition), explanation);
        }
    }

    private ApiAuthorizerOptions Options => new()
    {
        TimeProvider = timeProvider,
        RunsLambdaAuthorizers = true,
        SuppliesSourceAddress = true,
        SuppliesStage = true,
        ReadsTools = true,
    };

    private static byte[] WriteProblems(IReadOnlyList<DefinitionProblem> problems) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, string[]>
        {
            ["problems"] = [.. problems.Select(problem => $"{(problem.Line > 0 ? $"line {problem.Line}: " : "")}{problem.Message} {problem.Remedy}")],
        });

    private static byte[] Write(IReadOnlyList<AccessChange> changes, Explanation explanation)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("changes");
            foreach (AccessChange change in changes)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
                writer.WriteString("subject", change.Subject);
                writer.WriteString("text", change.Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WritePropertyName("explanation");
            writer.WriteRawValue(ExplanationJson.Write(explanation));
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
