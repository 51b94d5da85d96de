using System.Text.Json.Nodes;
using Authz.Tests;

namespace Authz.Testing.Policies.Tests;

/// <summary>The cases of a file as tests of an xunit suite, and what the suite itself does.</summary>
public sealed class PolicySuiteTests : IDisposable
{
    private static readonly PolicyFile s_file = PolicyFile.Read(RepositoryFile.FullPath("samples/pets/cases.yaml"));

    private readonly PolicySuite _suite = new(s_file.Definition, s_file.At);

    public static TheoryData<PolicyCase> Cases => [.. s_file.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides_AsThePolicySays(PolicyCase policyCase)
    {
        PolicyResult result = _suite.Run(policyCase);

        Assert.True(result.HasPassed, result.Failure);
    }

    [Fact]
    public void Runs_AThousandCasesInLessThanTwoSeconds()
    {
        PolicyCase[] cases = [.. Enumerable.Range(0, 1000).Select(index => Reading($"pets:{index % 2}"))];
        long started = TimeProvider.System.GetTimestamp();
        PolicyResult[] results = [.. cases.Select(_suite.Run)];
        TimeSpan duration = TimeProvider.System.GetElapsedTime(started);

        Assert.All(results, result => Assert.Equal(RefusalReason.ScopeMissing, result.Explanation.Decision.Reason));

        // Ten times what it takes on an idle machine.
        Assert.InRange(duration, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Mints_ForEveryIssuerAndMode()
    {
        JwtConfiguration strict = new()
        {
            Issuer = "https://a.example",
            Audience = ["a"],
            Algorithms = ["PS384"],
            RequiredTokenType = "at+jwt",
        };
        JwtConfiguration other = new() { Issuer = "https://b.example", Audience = ["b"], JwksUri = "https://b.example/keys" };
        foreach (CompatibilityMode mode in Enum.GetValues<CompatibilityMode>())
        {
            ApiDefinition definition = new ApiDefinitionBuilder()
                .AddAuthorizer(
                    "idp", new AuthorizerDefinition { JwtConfiguration = mode == CompatibilityMode.Aws ? [other] : [strict, other] })
                .AddRoute("GET /pets", "idp")
                .UseCompatibility(mode)
                .Build();
            using PolicySuite suite = new(definition);
            PolicyCase first = new()
            {
                Name = "first",
                Method = "GET",
                Target = "/pets",
                Claims = [],
                Outcome = AuthorizationOutcome.Allowed,
            };
            PolicyCase second = first with { Claims = new JsonObject { ["iss"] = "https://b.example", ["aud"] = "b" } };

            Assert.True(suite.Run(first).HasPassed, suite.Run(first).Failure);
            Assert.True(suite.Run(second).HasPassed, suite.Run(second).Failure);
        }
    }

    [Fact]
    public void Rejects_AFileWithProblems()
    {
        string path = RepositoryFile.FullPath("samples/pets/authz.json");

        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => PolicyFile.Read(path));
        Assert.Contains("There is no 'definition'.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("There is no 'cases'.", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _suite.Dispose();

    private static PolicyCase Reading(string scope) => new()
    {
        Name = scope,
        Method = "GET",
        Target = "/pets/1",
        Claims = new JsonObject { ["scope"] = scope },
        Outcome = AuthorizationOutcome.Allowed,
    };
}
