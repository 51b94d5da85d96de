using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class TokenBindingComparisonTests
{
    private const string A = "https://a.example";

    private static readonly TokenBinding s_none = new();
    private static readonly TokenBinding s_proofs = new() { Dpop = TokenBindingRule.Allowed, Origins = [A] };

    [Fact]
    public void Says_Nothing_WhereNothingChanges()
    {
        Assert.Empty(Compare(s_none, s_none));
        Assert.Empty(Compare(s_proofs, s_proofs with { Origins = [A] }));
    }

    [Theory]
    [InlineData(TokenBindingRule.Refused, TokenBindingRule.Allowed, "Looser: accepts tokens bound to {0}, with their proof")]
    [InlineData(TokenBindingRule.Allowed, TokenBindingRule.Refused, "Stricter: no longer accepts tokens bound to {0}")]
    [InlineData(TokenBindingRule.Allowed, TokenBindingRule.Required, "Stricter: refuses tokens that are not bound to {0}")]
    [InlineData(TokenBindingRule.Required, TokenBindingRule.Allowed, "Looser: accepts tokens that are not bound to {0}")]
    [InlineData(
        TokenBindingRule.Refused, TokenBindingRule.Required,
        "Looser: accepts tokens bound to {0}, with their proof", "Stricter: refuses tokens that are not bound to {0}")]
    [InlineData(
        TokenBindingRule.Required, TokenBindingRule.Refused,
        "Stricter: no longer accepts tokens bound to {0}", "Looser: accepts tokens that are not bound to {0}")]
    public void Says_WhichTokensComeAndGo(TokenBindingRule before, TokenBindingRule after, params string[] lines)
    {
        Assert.Equal(
            lines.Select(line => line.Replace("{0}", "a key (DPoP)", StringComparison.Ordinal)),
            Compare(s_proofs with { Dpop = before }, s_proofs with { Dpop = after }));
        Assert.Equal(
            lines.Select(line => line.Replace("{0}", "a client certificate", StringComparison.Ordinal)),
            Compare(s_none with { MutualTls = before }, s_none with { MutualTls = after }));
    }

    [Fact]
    public void Says_WhatProofsMustBe()
    {
        TokenBinding changed = s_proofs with { Nonce = true, MaximumProofAge = TimeSpan.FromSeconds(90), Origins = ["https://b.example"] };

        Assert.Equal(
            [
                "Stricter: wants a nonce in proofs",
                "Looser: takes proofs of up to 90 s",
                "Looser: takes proofs for 'https://b.example'",
                $"Stricter: no longer takes proofs for '{A}'",
            ],
            Compare(s_proofs, changed));
        Assert.Equal(
            [
                "Looser: no longer wants a nonce in proofs",
                "Stricter: takes proofs of up to 60 s",
                $"Looser: takes proofs for '{A}'",
                "Stricter: no longer takes proofs for 'https://b.example'",
            ],
            Compare(changed, s_proofs));
    }

    [Fact]
    public void Says_Nothing_OfProofsThatAreRefused()
    {
        TokenBinding refused = s_none with { Nonce = true, MaximumProofAge = TimeSpan.FromSeconds(90) };

        Assert.Empty(Compare(s_none, refused));
    }

    [Fact]
    public void Stands_AtTheRoutesThatItChanges()
    {
        ApiDefinition before = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example", "pets")
            .AddJwtAuthorizer("other", "https://id.example", "pets")
            .AddRoute("GET /a", "idp")
            .AddRoute("GET /b", "other")
            .Build();
        Dictionary<string, AuthorizerDefinition> authorizers = new(before.Authorizers);
        authorizers["idp"] = authorizers["idp"] with { TokenBinding = s_proofs with { Dpop = TokenBindingRule.Required } };
        ApiDefinition after = before with { Authorizers = authorizers };

        Assert.Equal(
            ["GET /a: Stricter", "GET /a: Looser"],
            DefinitionDiff.Compare(before, after).OrderByDescending(change => change.Kind.ToString(), StringComparer.Ordinal)
                .Select(change => $"{change.Subject}: {change.Kind}"));
    }

    private static IEnumerable<string> Compare(TokenBinding before, TokenBinding after)
    {
        List<AccessChange> changes = [];
        TokenBindingComparison.Compare(before, after, changes);
        return changes.Select(change => $"{change.Kind}: {change.Text}");
    }
}
