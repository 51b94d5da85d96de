using System.Collections.Frozen;

namespace Authz.AspNetCore.Configuration;

/// <summary>Reads the list <c>Issuers</c> of a scheme's section; each item has the members of <see cref="JwtConfiguration"/>.</summary>
internal static class IssuerSettings
{
    private static readonly FrozenDictionary<string, Func<JwtConfiguration, SettingReader, JwtConfiguration>> s_members =
        new Dictionary<string, Func<JwtConfiguration, SettingReader, JwtConfiguration>>
        {
            ["Issuer"] = (entry, setting) => entry with { Issuer = setting.Text() ?? "" },
            ["Tenants"] = (entry, setting) => entry with { Tenants = setting.Texts() },
            ["Audience"] = (entry, setting) => entry with { Audience = setting.TextOrTexts() },
            ["AudienceClaims"] = (entry, setting) => entry with { AudienceClaims = setting.Texts() },
            ["ScopeClaims"] = (entry, setting) => entry with { ScopeClaims = setting.Texts() },
            ["Algorithms"] = (entry, setting) => entry with { Algorithms = setting.Texts() },
            ["ClockSkew"] = (entry, setting) => entry with { ClockSkew = setting.Duration() },
            ["MetadataUri"] = (entry, setting) => entry with { MetadataUri = setting.RequiredText() },
            ["JwksUri"] = (entry, setting) => entry with { JwksUri = setting.RequiredText() },
            ["JwksFile"] = (entry, setting) => entry with { JwksFile = setting.RequiredText() },
            ["InsecureHttpHosts"] = (entry, setting) => entry with { InsecureHttpHosts = setting.Texts() },
            ["TrustedCertificatesFile"] = (entry, setting) => entry with { TrustedCertificatesFile = setting.RequiredText() },
            ["JwksBearerTokenFile"] = (entry, setting) => entry with { JwksBearerTokenFile = setting.RequiredText() },
            ["KidRequired"] = (entry, setting) => entry with { KidRequired = setting.Flag(entry.KidRequired) },
            ["RequiredTokenType"] = (entry, setting) => entry with { RequiredTokenType = setting.RequiredText() },
            ["MaximumKeyAge"] = (entry, setting) => entry with { MaximumKeyAge = setting.Duration() },
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static void AddTo(IList<JwtConfiguration> issuers, SettingReader list)
    {
        foreach (IEnumerable<(string Name, SettingReader Reader)> settings in list.Items())
        {
            issuers.Add(settings.Aggregate(
                new JwtConfiguration { Issuer = "", Audience = [] },
                (entry, setting) => Apply(entry, setting.Name, setting.Reader)));
        }
    }

    private static JwtConfiguration Apply(JwtConfiguration entry, string name, SettingReader setting)
    {
        if (s_members.TryGetValue(name, out Func<JwtConfiguration, SettingReader, JwtConfiguration>? apply))
        {
            return apply(entry, setting);
        }

        setting.Refuse("is not a setting of an issuer. Correct its name, or remove it.");
        return entry;
    }
}
