using System.Globalization;
using System.Text.Json.Nodes;
using Authz.Testing;
using Xunit.Abstractions;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>
/// Mutated proofs before us and before oauth4webapi's own validation: what it refuses, we refuse. tests/binding.sh runs a hundred thousand.
/// </summary>
public sealed class ProofDifferentialTests(ITestOutputHelper output)
{
    private const int Batch = 200;

    private static readonly int s_proofs =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_BINDING_PROOFS") ?? "2000", CultureInfo.InvariantCulture);

    private static readonly int s_seed =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_BINDING_SEED") ?? "1", CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task Accepts_NoProofThatAnotherValidationRefuses()
    {
        await using NodeProcess node = NodeProcess.Start("Binding/oauth4webapi.mjs");
        FakeIssuer issuer = new("https://issuer.example", ["ES256"]);
        using ApiAuthorizer authorizer = CreateAuthorizer(issuer);
        BoundClient[] clients = BoundClient.CreateAll(issuer);
        await node.Input.WriteLineAsync(
            new JsonObject { ["jwks"] = issuer.CreateKeySet(), ["issuer"] = issuer.Issuer }.ToJsonString());

        Random random = new(s_seed);
        int accepted = 0;
        int escapes = 0;
        int refusedByUsAlone = 0;
        List<string> wrong = [];
        for (int left = s_proofs; left > 0; left -= Batch)
        {
            MutatedProof[] proofs = [.. Enumerable.Range(0, Math.Min(left, Batch)).Select(_ => new MutatedProof(random, clients))];
            RefusalReason?[] ours = [.. proofs.Select(proof => authorizer.Authorize(ToRequest(proof)).Reason)];
            string[] theirs = await AskAsync(node, proofs);
            for (int index = 0; index < proofs.Length; index++)
            {
                bool isOurs = ours[index] is null;
                accepted += isOurs ? 1 : 0;
                escapes += isOurs && theirs[index] == "N" ? 1 : 0;
                refusedByUsAlone += !isOurs && theirs[index] == "1" ? 1 : 0;
                if (isOurs && theirs[index][0] == '0')
                {
                    wrong.Add($"they: {theirs[index]}: {proofs[index]}");
                }
            }
        }

        output.WriteLine(
            $"seed {s_seed}: {s_proofs} proofs, {accepted} accepted by us, of them {escapes} for escapes alone (RFC 3986 section 6.2.2); " +
            $"{wrong.Count} that oauth4webapi refuses; {refusedByUsAlone} refused by us alone");
        Assert.InRange(accepted, s_proofs / 10, s_proofs * 9 / 10);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)));
    }

    private static async Task<string[]> AskAsync(NodeProcess node, MutatedProof[] proofs)
    {
        foreach (MutatedProof proof in proofs)
        {
            await node.Input.WriteLineAsync(new JsonObject
            {
                ["url"] = BoundClient.Origin + proof.Target,
                ["method"] = proof.Method,
                ["authorization"] = proof.Authorization,
                ["proof"] = proof.Proof,
                ["audience"] = BoundClient.Audience,
            }.ToJsonString());
        }

        await node.Input.FlushAsync();
        List<string> verdicts = [];
        while (verdicts.Count < proofs.Length)
        {
            verdicts.Add(await node.Output.ReadLineAsync() ?? throw new InvalidOperationException((await node.FinishAsync()).Output));
        }

        return [.. verdicts];
    }

    private static AuthorizationRequest ToRequest(MutatedProof proof) => new(proof.Method, proof.Target, HeaderSource.From(
        new Dictionary<string, string> { ["Authorization"] = proof.Authorization, ["DPoP"] = proof.Proof }));

    private static ApiAuthorizer CreateAuthorizer(FakeIssuer issuer) => new(new ApiDefinition
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new()
            {
                JwtConfiguration =
                    [new JwtConfiguration { Issuer = issuer.Issuer, Audience = [BoundClient.Audience], Jwks = issuer.CreateKeySet().ToJsonString() }],
                TokenBinding = new TokenBinding
                {
                    Dpop = TokenBindingRule.Required,
                    MaximumProofAge = TimeSpan.FromSeconds(300),
                    Origins = [BoundClient.Origin],
                },
            },
        },
        Routes = new Dictionary<string, RouteDefinition> { ["$default"] = new() { Authorizer = "idp" } },
    });
}
