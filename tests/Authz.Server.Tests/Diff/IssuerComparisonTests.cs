using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class IssuerComparisonTests
{
    private static readonly JwtConfiguration s_plain = new() { Issuer = "https://id.example.com/", Audience = ["api"] };

    private static readonly Dictionary<string, (JwtConfiguration Before, JwtConfiguration After, string Expected)> s_cases = new()
    {
        ["tenants"] = (
            s_plain with { Tenants = ["a", "b"] }, s_plain with { Tenants = ["b", "c"] },
            "Looser: accepts the tenant 'c'|Stricter: no longer accepts the tenant 'a'"),
        ["an audience claim at the end"] = (
            s_plain, s_plain with { AudienceClaims = ["aud", "client_id", "azp"] },
            "Looser: took the audience from [aud, client_id], and takes it from [aud, client_id, azp]"),
        ["an audience claim less"] = (
            s_plain, s_plain with { AudienceClaims = ["aud"] },
            "Stricter: took the audience from [aud, client_id], and takes it from [aud]"),
        ["an audience claim first"] = (
            s_plain with { AudienceClaims = ["aud"] }, s_plain with { AudienceClaims = ["azp", "aud"] },
            "Looser: took the audience from [aud], and takes it from [azp, aud]|" +
            "Stricter: took the audience from [aud], and takes it from [azp, aud]"),
        ["the default audience claims in full"] = (s_plain, s_plain with { AudienceClaims = ["aud", "client_id"] }, ""),
        ["a scope claim more"] = (
            s_plain, s_plain with { ScopeClaims = ["scp", "scope", "/realm_access/roles"] },
            "Looser: took the scopes from [scp, scope], and takes them from [scp, scope, /realm_access/roles]|" +
            "Stricter: took the scopes from [scp, scope], and takes them from [scp, scope, /realm_access/roles]"),
        ["a key need not be named"] = (s_plain, s_plain with { KidRequired = false }, "Looser: accepts tokens that name no key"),
        ["a key must be named"] = (s_plain with { KidRequired = false }, s_plain, "Stricter: refuses tokens that name no key"),
        ["other metadata"] = (
            s_plain, s_plain with { MetadataUri = "https://id.example.com/other" },
            "Looser: fetches the keys of 'https://id.example.com/' from another source|" +
            "Stricter: no longer fetches the keys of 'https://id.example.com/' from the old source"),
        ["a host over http"] = (
            s_plain, s_plain with { InsecureHttpHosts = ["keycloak:8080"] },
            "Looser: may fetch the keys of 'https://id.example.com/' over http from 'keycloak:8080'"),
        ["no host over http"] = (
            s_plain with { InsecureHttpHosts = ["keycloak:8080"] }, s_plain,
            "Stricter: no longer fetches the keys of 'https://id.example.com/' over http from 'keycloak:8080'"),
        ["the same host over http"] = (
            s_plain with { InsecureHttpHosts = ["keycloak:8080"] }, s_plain with { InsecureHttpHosts = ["KEYCLOAK:8080"] }, ""),
        ["other certificates"] = (
            s_plain, s_plain with { TrustedCertificatesFile = "ca.pem" },
            "Looser: fetches the keys of 'https://id.example.com/' with the certificates of 'ca.pem'|" +
            "Stricter: no longer fetches the keys of 'https://id.example.com/' with the certificates of no file"),
        ["another bearer"] = (
            s_plain with { JwksBearerTokenFile = "a" }, s_plain with { JwksBearerTokenFile = "b" },
            "Looser: fetches the keys of 'https://id.example.com/' with the bearer of 'b'|" +
            "Stricter: no longer fetches the keys of 'https://id.example.com/' with the bearer of 'a'"),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tells_WhatAChangedMemberAccepts(string member)
    {
        (JwtConfiguration before, JwtConfiguration after, string expected) = s_cases[member];
        List<AccessChange> changes = [];

        IssuerComparison.Compare(before, CompatibilityProfile.Standard, after, CompatibilityProfile.Standard, changes);

        Assert.Equal(expected, string.Join('|', changes.Select(change => $"{change.Kind}: {change.Text}")));
    }
}
