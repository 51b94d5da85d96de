namespace Authz.Refusals;

/// <summary>What one reason means to the outside.</summary>
/// <param name="Outcome">The outcome in <c>standard</c>.</param>
/// <param name="Error">The error code of RFC 6750 section 3.1; null where the challenge carries none.</param>
/// <param name="Description">The challenge's <c>error_description</c> in <c>standard</c>.</param>
/// <param name="AwsDescription">The service's text, or ours where none was ever recorded.</param>
/// <param name="Meaning">What is wrong, for people.</param>
/// <param name="Remedy">What turns the refusal into an allowance, on the side of the request or on that of the definition.</param>
internal sealed record Refusal(
    AuthorizationOutcome Outcome, string? Error, string? Description, string? AwsDescription, string Meaning, string Remedy)
{
    /// <summary>What is wrong and what to do, for the person who is refused.</summary>
    public string Explanation { get; } = $"{Meaning} {Remedy}";
}
