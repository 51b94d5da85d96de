using System.Text;
using Authz.Binding;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Binding;

public sealed class ProofNoncesTests
{
    private static readonly byte[] s_key = new byte[32];
    private static readonly byte[] s_older = [.. Enumerable.Repeat((byte)7, 32)];

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(150, true, false)]
    [InlineData(151, true, true)]
    [InlineData(300, true, true)]
    [InlineData(301, false, true)]
    [InlineData(3_600, false, true)]
    [InlineData(-5, true, false)]
    [InlineData(-6, false, false)]
    public void Accepts_ItsNonces_ForFiveMinutes(int seconds, bool isGood, bool isAging)
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        ProofNonces nonces = new(time);

        Assert.Equal(isGood, nonces.IsGood(Encoding.ASCII.GetBytes(nonces.Issue()), TestApi.Now + seconds, out bool aging));
        Assert.Equal(isAging, aging);
    }

    [Fact]
    public void Accepts_NoncesOfAnOlderKeyOfTheFleet_AndNoOthers()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        byte[] nonce = Encoding.ASCII.GetBytes(new ProofNonces(time, [s_older]).Issue());

        Assert.True(new ProofNonces(time, [s_key, s_older]).IsGood(nonce, TestApi.Now, out _));
        Assert.False(new ProofNonces(time, [s_key]).IsGood(nonce, TestApi.Now, out _));
        Assert.False(new ProofNonces(time).IsGood(nonce, TestApi.Now, out _));
    }

    [Fact]
    public void Rejects_EachChangedCharacter()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
        ProofNonces nonces = new(time);
        string nonce = nonces.Issue();
        for (int at = 0; at < nonce.Length; at++)
        {
            string changed = nonce[..at] + (nonce[at] == 'A' ? 'B' : 'A') + nonce[(at + 1)..];
            Assert.False(nonces.IsGood(Encoding.ASCII.GetBytes(changed), TestApi.Now, out _), changed);
        }

        Assert.False(nonces.IsGood(Encoding.ASCII.GetBytes(nonce[..^1]), TestApi.Now, out _));
        Assert.False(nonces.IsGood(Encoding.ASCII.GetBytes(nonce + "A"), TestApi.Now, out _));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Rejects_AStrangersNumber_WithoutAnException(long made)
    {
        byte[] nonce = new byte[24];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(nonce, made);
        string text = System.Buffers.Text.Base64Url.EncodeToString(nonce);

        Assert.False(new ProofNonces(TimeProvider.System).IsGood(Encoding.ASCII.GetBytes(text), TestApi.Now, out _));
    }

    [Fact]
    public void Walks_TheWayOfRfc9449Section9()
    {
        using BindingApi api = new(BindingApi.Allowed with { Nonce = true });
        string token = BindingApi.BoundTo(BindingApi.Key);

        AuthorizationDecision refused = api.Decide(token, api.Proof(token).Sign(BindingApi.Key));
        Assert.Equal((RefusalReason.ProofNonceMissing, 401), (refused.Reason, refused.StatusCode));
        Assert.Contains("DPoP error=\"use_dpop_nonce\"", refused.Challenge, StringComparison.Ordinal);
        string nonce = refused.ProofNonce!;

        AuthorizationDecision allowed = api.Decide(token, api.Proof(token).With("nonce", nonce).Sign(BindingApi.Key));
        Assert.Equal((true, null), (allowed.IsAllowed, allowed.ProofNonce));

        api.Api.Time.Advance(TimeSpan.FromSeconds(200));
        AuthorizationDecision renewed = api.Decide(token, api.Proof(token).With("nonce", nonce).Sign(BindingApi.Key));
        Assert.True(renewed.IsAllowed);
        string next = renewed.ProofNonce!;

        api.Api.Time.Advance(TimeSpan.FromHours(0.9));
        AuthorizationDecision old = api.Decide(token, api.Proof(token).With("nonce", next).Sign(BindingApi.Key));
        Assert.Equal(RefusalReason.ProofNonceMissing, old.Reason);
    }

    // A definition that asks for no nonce gives none out, and does not look at one.
    [Fact]
    public void Ignores_ANonce_ThatNobodyAskedFor()
    {
        using BindingApi api = new();
        string token = BindingApi.BoundTo(BindingApi.Key);
        AuthorizationDecision decision = api.Decide(token, api.Proof(token).With("nonce", "x").Sign(BindingApi.Key));
        Assert.Equal((true, null), (decision.IsAllowed, decision.ProofNonce));
    }
}
