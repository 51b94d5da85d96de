using System.Text.Json.Nodes;
using Authz.Lambda.Tests.Runtime;

namespace Authz.Lambda.Tests.Program;

/// <summary>An event with the answer that a function must give, however often it is asked.</summary>
/// <param name="Description">What is special about the event.</param>
/// <param name="Content">The event.</param>
/// <param name="Expected">The policy's effect, or <c>error</c> and the error's type.</param>
internal sealed record MixedEvent(string Description, byte[] Content, string Expected)
{
    private string? _firstBody;

    /// <summary>The policy's effect, or <c>error</c> and the error's type.</summary>
    public static string Summarise(RuntimeAnswer answer) => answer.Kind == "error"
        ? $"error {answer.ErrorType}"
        : (string)JsonNode.Parse(answer.Body)!["policyDocument"]!["Statement"]![0]!["Effect"]!;

    /// <summary>Takes the expected answer alone, and after the first one the same to the last character.</summary>
    public void RequireAnswer(RuntimeAnswer answer)
    {
        string summary = Summarise(answer);
        _firstBody ??= answer.Body;
        if (summary != Expected || answer.Body != _firstBody)
        {
            throw new InvalidOperationException($"{Description}: {Expected} was expected, as {_firstBody}, but {answer} was the answer.");
        }
    }
}
