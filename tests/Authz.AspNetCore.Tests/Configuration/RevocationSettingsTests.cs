using Authz.AspNetCore.Configuration;
using Microsoft.Extensions.Configuration;

namespace Authz.AspNetCore.Tests.Configuration;

public sealed class RevocationSettingsTests
{
    private readonly List<string> _problems = [];

    [Fact]
    public void Reads_EachMember()
    {
        RevocationDefinition revocation = Read(
            ("Claims:0", "jti"), ("Claims:1", "sub"), ("MaximumStaleness", "00:00:30"), ("OnUnavailable", "allow"), ("File", "revoked.json"));

        Assert.Empty(_problems);
        Assert.Equal(["jti", "sub"], revocation.Claims);
        Assert.Equal(TimeSpan.FromSeconds(30), revocation.MaximumStaleness);
        Assert.Equal((RevocationFallback.Allow, "revoked.json"), (revocation.OnUnavailable, revocation.File));
    }

    [Fact]
    public void Denies_ByDefault()
    {
        RevocationDefinition revocation = Read(("File", "revoked.json"));

        Assert.Equal(RevocationFallback.Deny, revocation.OnUnavailable);
        Assert.Equal((RevocationDefinition.AllClaims, RevocationDefinition.DefaultMaximumStaleness), (revocation.Claims, revocation.MaximumStaleness));
    }

    [Theory]
    [InlineData("Claims", "jti", "Revocation:Claims: 'Claims' is a text; a list or a section is expected. Write one, even for a single value.")]
    [InlineData("MaximumStaleness", "soon", "Revocation:MaximumStaleness: 'MaximumStaleness' is not a duration such as '00:01:00'.")]
    [InlineData("OnUnavailable", "ASK", "Revocation:OnUnavailable: 'OnUnavailable' is not one of Deny, Allow.")]
    [InlineData("Stream", "a", "Revocation:Stream: 'Stream' is not a setting of revocations. Correct its name, or remove it.")]
    public void Refuses_WhatItCannotUse(string name, string value, string problem)
    {
        Read((name, value));
        Assert.Equal([problem], _problems);
    }

    private RevocationDefinition Read(params (string Name, string Value)[] settings) => RevocationSettings.Read(new SettingReader(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Revocation:" + setting.Name, (string?)setting.Value)))
            .Build()
            .GetSection("Revocation"),
        _problems));
}
