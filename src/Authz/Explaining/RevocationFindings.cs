using System.Globalization;

namespace Authz.Explaining;

/// <summary>What the check of a token's revocation found.</summary>
internal static class RevocationFindings
{
    public static CheckFinding Revocation(ExplainedRequest explained)
    {
        RevocationDefinition definition = explained.Authorizer.Revocation!;
        string expected = string.Create(
            CultureInfo.InvariantCulture,
            $"no entry for {ValueText.List([.. definition.Claims])}, in a list that was complete {definition.MaximumStaleness.TotalSeconds} s ago or later");
        return new(expected, explained.Reason == RefusalReason.TokenRevoked ? Describe(explained) : DescribeSources(explained));
    }

    private static string Describe(ExplainedRequest explained) =>
        $"an entry for one of {string.Join(", ", explained.Authorizer.Revocation!.Claims.Select(explained.Payload.Describe))}"
        + (explained.Payload.TryGet("iat", out _) ? "" : "; without iat the token may be as old as any");

    private static string DescribeSources(ExplainedRequest explained) => string.Join(
        "; ", explained.Route!.Authorizer!.Revocation!.Sources.Select(source => Describe(source.GetStatus())));

    private static string Describe(RevocationStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{status.Entries} entries of {ValueText.Quote(status.Source)}, {(status.Staleness is { } age ? $"complete {age.TotalSeconds} s ago" : "never complete")}")
        + (status.LastError is { } error ? $": {error}" : "");
}
