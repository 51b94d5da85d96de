namespace Authz.Refusals;

/// <summary>What one reason means to the outside: a row of <see cref="RefusalTable"/>.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Code">Its stable code.</param>
/// <param name="Outcome">The outcome in <c>standard</c>.</param>
/// <param name="Error">The error code of RFC 6750 section 3.1 or RFC 9470 section 3; null if the challenge carries no error.</param>
/// <param name="Description">The challenge's <c>error_description</c> in <c>standard</c>.</param>
/// <param name="AwsDescription">The service's text, or ours if the service's was never recorded; {0} is the name of an algorithm.</param>
/// <param name="Meaning">What is wrong, for people.</param>
/// <param name="Remedy">What turns the refusal into an allowance, on the side of the request or on that of the definition.</param>
internal sealed record Refusal(
    RefusalReason Reason, string Code, AuthorizationOutcome Outcome, string? Error, string? Description, string? AwsDescription,
    string Meaning, string Remedy)
{
    /// <summary>How the service's text is known, for docs/responses.md.</summary>
    public string AwsOrigin { get; init; } = AwsDescription is null ? "" : "ours";

    /// <summary>The service's other text for this reason; null if it has one text.</summary>
    public AwsVariant? AwsVariant { get; init; }

    /// <summary>What is wrong and what to do, for the person who is refused.</summary>
    public string Explanation { get; } = $"{Meaning} {Remedy}";
}

/// <summary>A text that the service gives in one case of a reason.</summary>
/// <param name="Description">The text.</param>
/// <param name="Case">The case, for people.</param>
internal sealed record AwsVariant(string Description, string Case);
