using System.Text.Json;

namespace Authz.Server.Gateway.Functions;

/// <summary>
/// The error that a function threw: an object with <c>errorMessage</c> and <c>errorType</c>. Lambda marks it with a header, its emulator
/// does not.
/// </summary>
internal static class FunctionError
{
    private static ReadOnlySpan<byte> Mark => "\"errorType\""u8;

    /// <summary>Whether an answer is an error, regardless of its headers.</summary>
    public static bool IsOne(ReadOnlyMemory<byte> answer) =>
        answer.Span.IndexOf(Mark) >= 0 && FunctionJson.TryParse(answer, FunctionJson.Lenient, out JsonElement? value) &&
        value.Value.Member("errorType") is not null && value.Value.Member("statusCode") is null &&
        MessageOf(value.Value) is not null;

    /// <summary>The error's message; null if there is none.</summary>
    public static string? MessageOf(ReadOnlyMemory<byte> answer) =>
        FunctionJson.TryParse(answer, FunctionJson.Lenient, out JsonElement? value) ? MessageOf(value.Value) : null;

    private static string? MessageOf(JsonElement error) =>
        error.Member("errorMessage") is { ValueKind: JsonValueKind.String } message ? message.GetString() : null;
}
