namespace Authz.Testing.Policies.Tests;

/// <summary>Cases with <c>proof</c>: the token is bound to a key, and comes with a proof that is in order but for what the case says.</summary>
public sealed class ProofCaseTests
{
    private const string Definition = """
        authorizers:
          proven:
            type: JWT
            jwtConfiguration: { issuer: "https://id.example/", audience: [pets] }
            tokenBinding: { dpop: REQUIRED, maximumProofAge: 30, nonce: {0}, origins: ["https://api.example.com"] }
          either:
            type: JWT
            jwtConfiguration: { issuer: "https://id.example/", audience: [pets] }
            tokenBinding: { dpop: ALLOWED, origins: ["https://api.example.com"] }
          plain:
            type: JWT
            jwtConfiguration: { issuer: "https://id.example/", audience: [pets] }
        routes:
          GET /pets: { authorizer: proven }
          GET /either: { authorizer: either }
          GET /plain: { authorizer: plain }
        """;

    [Theory]
    [InlineData("false", "in order", "GET /pets", "proof: {}", "allowed")]
    [InlineData("true", "in order, with the nonce that is asked for", "GET /pets", "proof: {}", "allowed")]
    [InlineData("true", "with a nonce of somebody else", "GET /pets", "proof: { nonce: mine }", "unauthorized", "proof_nonce_missing")]
    [InlineData("true", "without a nonce", "GET /pets", "proof: { nonce: null }", "unauthorized", "proof_nonce_missing")]
    [InlineData("false", "with a query", "GET /pets?a=b", "proof: {}", "allowed")]
    [InlineData("false", "of another method", "GET /pets", "proof: { htm: POST }", "unauthorized", "proof_invalid")]
    [InlineData("false", "of another URL", "GET /pets", "proof: { htu: \"https://api.example.com/other\" }", "unauthorized", "proof_invalid")]
    [InlineData("false", "of another token", "GET /pets", "proof: { ath: x }", "unauthorized", "proof_invalid")]
    [InlineData("false", "without an id", "GET /pets", "proof: { jti: null }", "unauthorized", "proof_invalid")]
    [InlineData("false", "old", "GET /pets", "proof: { iat: 1500000000 }", "unauthorized", "proof_invalid")]
    [InlineData("false", "of a token that is bound to another key", "GET /pets", "proof: {}, claims: { cnf: { jkt: \"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\" } }", "unauthorized", "proof_invalid")]
    [InlineData("false", "of a token that is not bound", "GET /pets", "proof: {}, claims: { cnf: null }", "unauthorized", "confirmation_missing")]
    [InlineData("false", "none", "GET /pets", "claims: {}", "unauthorized", "confirmation_missing")]
    [InlineData("false", "none, where it is allowed", "GET /either", "claims: {}", "allowed")]
    [InlineData("false", "in order, where it is allowed", "GET /either", "proof: {}", "allowed")]
    [InlineData("false", "where proofs are refused", "GET /plain", "proof: {}", "unauthorized", "token_missing")]
    public async Task Decides_AsThePolicySays(
        string nonce, string name, string request, string members, string expect, string? reason = null)
    {
        string file = await WriteAsync(nonce, $"{{ name: \"{name}\", request: {request}, {members}, expect: {expect}{(reason is null ? "" : $", reason: {reason}")} }}");
        PolicyFile policies = PolicyFile.Read(file);
        using PolicySuite suite = new(policies.Definition, policies.At);

        PolicyResult result = suite.Run(Assert.Single(policies.Cases));

        Assert.True(result.HasPassed, result.Failure);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>A case that expects what does not happen fails: nothing above passes by itself.</summary>
    [Fact]
    public async Task Fails_WhereThePolicySaysOtherwise()
    {
        string file = await WriteAsync("false", "{ request: GET /pets, proof: { htm: POST }, expect: allowed }");
        PolicyFile policies = PolicyFile.Read(file);
        using PolicySuite suite = new(policies.Definition, policies.At);

        PolicyResult result = suite.Run(Assert.Single(policies.Cases));

        Assert.False(result.HasPassed);
        Assert.Contains("proof_invalid", result.Failure, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("proof: {}, requestHeaders: { a: b }", "Write either a proof or headers of the request.")]
    [InlineData("proof: {}, token: a.b.c", "a proof is for a token that is minted")]
    [InlineData("proof: x", "proof")]
    public async Task Rejects_CasesThatMeanNothing(string members, string problem)
    {
        string file = await WriteAsync("false", $"{{ request: GET /pets, {members}, expect: allowed }}");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => PolicyFile.Read(file));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task<string> WriteAsync(string nonce, string policyCase)
    {
        string folder = Directory.CreateTempSubdirectory("authz-cases-").FullName;
        string file = Path.Combine(folder, "cases.yaml");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "api.yaml"), Definition.Replace("{0}", nonce, StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, $"definition: api.yaml\nat: 2026-01-02T03:04:05Z\ncases:\n  - {policyCase}\n");
        return file;
    }
}
