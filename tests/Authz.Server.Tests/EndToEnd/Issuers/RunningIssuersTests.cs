using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>Issuers that run, each through the library, ASP.NET Core, the gateway and Lambda, with the lines of docs/issuers.md.</summary>
public sealed class RunningIssuersTests
{
    private const int Refused = 401;

    public static TheoryData<string> Kinds => [.. RunningIssuers.Kinds.Keys];

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task Decides_TheTokensOfAnIssuerThatRuns_InEveryHost(string kind)
    {
        await using RunningIssuer issuer = await RunningIssuers.Kinds[kind]();
        await using IssuerHosts hosts = await IssuerHosts.StartAsync(issuer.Definition);
        string inOrder = await issuer.MintAsync(issuer.Audience, issuer.Scope);
        string forAnother = await issuer.MintAsync("urn:other-api", issuer.Scope);
        string withoutScope = await issuer.MintAsync(issuer.Audience, OtherScope(kind));

        Assert.Equal((200, 200, 200, 200), await hosts.SendAsync(inOrder));
        await RefuseAsync(hosts, RefusalReason.AudienceMismatch, Refused, forAnother);
        await RefuseAsync(hosts, RefusalReason.ScopeMissing, 403, withoutScope);
        await RefuseAsync(hosts, RefusalReason.SignatureInvalid, Refused, Tamper(inOrder));
        await RefuseAsync(hosts, RefusalReason.IssuerMismatch, Refused, new FakeIssuer().Mint(issuer.Audience, issuer.Scope));
    }

    // The Storm-0558 kind: a key for consumers, published in the same set, on a token of a tenant.
    [Fact]
    public async Task Rejects_ATenantsTokenThatAConsumerKeySigned()
    {
        SigningKey consumerKey = SigningKey.Create("RS256");
        await using RunningIssuer issuer = await RunningIssuers.StartEntraAsync(consumerKey);
        await using IssuerHosts hosts = await IssuerHosts.StartAsync(issuer.Definition);
        TestToken token = RunningIssuers.EntraToken(issuer.Audience, issuer.Scope);

        await RefuseAsync(hosts, RefusalReason.KeyUnknown, Refused, token.Sign(consumerKey));
        Assert.Equal((200, 200, 200, 200), await hosts.SendAsync(await issuer.MintAsync(issuer.Audience, issuer.Scope)));
        await RefuseAsync(
            hosts, RefusalReason.IssuerMismatch, Refused,
            token.With("iss", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0").Sign(consumerKey));
    }

    private static string OtherScope(string kind) => kind is "oidc-provider" or "oidc-provider, EdDSA" or "OpenIddict" ? "pets:write" : "other";

    private static async Task RefuseAsync(IssuerHosts hosts, RefusalReason reason, int status, string token)
    {
        Assert.Equal(reason, await hosts.FindReasonAsync(token));
        Assert.Equal((status, status, status, status), await hosts.SendAsync(token));
    }

    private static string Tamper(string token)
    {
        JsonObject claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();
        claims["sub"] = "somebody else";
        return CompactJws.ReplacePayload(token, claims.ToJsonString());
    }
}
