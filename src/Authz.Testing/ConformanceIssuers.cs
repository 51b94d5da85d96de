namespace Authz.Testing;

/// <summary>The issuers of the conformance suite. A host's engine reaches them through <see cref="CreateHandler"/>.</summary>
public sealed class ConformanceIssuers
{
    /// <summary>Makes the issuers, with new keys.</summary>
    /// <param name="timeProvider">The clock of their tokens, which must be the host's; null for the system's.</param>
    public ConformanceIssuers(TimeProvider? timeProvider = null)
    {
        Main = new FakeIssuer("https://id.conformance.example/", SigningKey.SupportedAlgorithms, timeProvider);
        Partner = new FakeIssuer("https://partner.conformance.example", ["ES256"], timeProvider);
        Unreachable = new FakeIssuer("https://down.conformance.example", ["RS256"], timeProvider)
        {
            Outage = System.Net.HttpStatusCode.BadGateway,
        };
    }

    /// <summary>The issuer of most tokens, with a key for each algorithm.</summary>
    public FakeIssuer Main { get; }

    /// <summary>A second issuer of the same authorizer, for its own audience.</summary>
    public FakeIssuer Partner { get; }

    /// <summary>An issuer that signs and cannot be reached.</summary>
    public FakeIssuer Unreachable { get; }

    /// <summary>Answers for the issuers in place of the network.</summary>
    public HttpMessageHandler CreateHandler() => Main.CreateHandler(Partner, Unreachable);
}
