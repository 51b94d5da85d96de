using Authz.Server.Issuer.Login;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Issuer.Login;

public sealed class AuthorizationCodesTests
{
    private static readonly CodeGrant s_grant = new()
    {
        ClientId = "spa",
        RedirectUri = LoginClient.RedirectUri,
        Challenge = LoginClient.ChallengeOf(LoginClient.Verifier),
        Subject = "alice",
        SignedInAt = DateTimeOffset.UnixEpoch,
        Scopes = [],
        Audience = [],
    };

    private readonly FakeTimeProvider _clock = new();
    private readonly AuthorizationCodes _codes;

    public AuthorizationCodesTests() => _codes = new AuthorizationCodes(_clock);

    [Fact]
    public void Rejects_ASecondUse()
    {
        string code = _codes.Issue(s_grant);

        Assert.Same(s_grant, _codes.Take(code));
        Assert.Null(_codes.Take(code));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Accepts_ForAMinute(int seconds, bool expected)
    {
        string code = _codes.Issue(s_grant);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, _codes.Take(code) is not null);
    }

    [Fact]
    public void Rejects_TheOldestBeyondTheBound()
    {
        string[] codes = [.. Enumerable.Range(0, AuthorizationCodes.Maximum + 1).Select(_ => _codes.Issue(s_grant))];

        Assert.Null(_codes.Take(codes[0]));
        Assert.All(codes[1..], code => Assert.NotNull(_codes.Take(code)));
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void Rejects_UnknownCodes() => Assert.Null(_codes.Take(""));
}
