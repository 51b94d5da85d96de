using System.Text.Json.Nodes;
using Authz.Testing.Conformance;

namespace Authz.Testing;

/// <summary>The answers that every host of the engine must give. Run it with <see cref="RunAsync"/> in a test.</summary>
public sealed class ConformanceSuite
{
    /// <summary>Makes the suite.</summary>
    /// <param name="timeProvider">
    /// The host's clock; null for the system's, on which the engine waits twenty times as long for keys: a busy machine changes no answer.
    /// </param>
    public ConformanceSuite(TimeProvider? timeProvider = null) =>
        Issuers = new ConformanceIssuers(timeProvider ?? new PatientClock(TimeProvider.System));

    /// <summary>The issuers of the suite's tokens.</summary>
    public ConformanceIssuers Issuers { get; }

    /// <summary>The API that the host protects.</summary>
    public ApiDefinition Definition => ConformanceApi.Create(Issuers);

    /// <summary>The cases.</summary>
    public IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. TokenCases.All, .. ClaimCases.All, .. ScopeCases.All, .. ConditionCases.All, .. CredentialCases.All, .. RouteCases.All,
        .. TargetCases.All, .. BindingCases.All, .. RevocationCases.All,
    ];

    /// <summary>Starts the host, sends every request and compares every answer.</summary>
    /// <param name="host">The host; started here; the caller disposes it.</param>
    /// <returns>One line for each wrong answer, beginning with the case's name; empty if the host conforms.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(ConformanceHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        await host.StartAsync(
            Definition, new ApiAuthorizerOptions { KeyFetchHandler = Issuers.CreateHandler(), TimeProvider = Issuers.Main.Clock })
            .ConfigureAwait(false);
        List<string> wrong = [];
        foreach (ConformanceCase one in Cases)
        {
            ConformanceRequest request = new(one.Method, one.Target, one.CreateHeaders(Issuers));
            ConformanceAnswer answer = await host.SendAsync(request).ConfigureAwait(false);
            wrong.AddRange(Compare(one, answer).Select(difference => $"{one.Name}: {difference}"));
        }

        return wrong;
    }

    private static IEnumerable<string> Compare(ConformanceCase expected, ConformanceAnswer actual)
    {
        if (actual.Status != expected.Status)
        {
            yield return $"status {actual.Status} instead of {expected.Status}";
        }

        if (!string.Equals(actual.Challenge, expected.Challenge, StringComparison.Ordinal))
        {
            yield return $"challenge '{actual.Challenge}' instead of '{expected.Challenge}'";
        }

        if (actual.Reason is { } reason && reason != expected.Reason)
        {
            yield return $"reason {reason.ToCode()} instead of {expected.Reason?.ToCode() ?? "none"}";
        }

        if (expected.Status == 503 && !actual.HasRetryAfter)
        {
            yield return "no Retry-After";
        }

        if (expected.Claims is not null && actual.Claims is not null && !JsonNode.DeepEquals(actual.Claims, expected.Claims))
        {
            yield return $"claims {actual.Claims.ToJsonString()} instead of {expected.Claims.ToJsonString()}";
        }
    }
}
