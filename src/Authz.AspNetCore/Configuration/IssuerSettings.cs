namespace Authz.AspNetCore.Configuration;

/// <summary>Reads the list <c>Issuers</c> of a scheme's section; each item has the members of <see cref="JwtConfiguration"/>.</summary>
internal static class IssuerSettings
{
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
        switch (name.ToUpperInvariant())
        {
            case "ISSUER":
                return entry with { Issuer = setting.Text() ?? "" };
            case "AUDIENCE":
                return entry with { Audience = setting.TextOrTexts() };
            case "ALGORITHMS":
                return entry with { Algorithms = setting.Texts() };
            case "CLOCKSKEW":
                return entry with { ClockSkew = setting.Duration() };
            case "JWKSURI":
                return entry with { JwksUri = setting.RequiredText() };
            case "JWKSFILE":
                return entry with { JwksFile = setting.RequiredText() };
            case "REQUIREDTOKENTYPE":
                return entry with { RequiredTokenType = setting.RequiredText() };
            case "MAXIMUMKEYAGE":
                return entry with { MaximumKeyAge = setting.Duration() };
            default:
                setting.Refuse("is not a setting of an issuer. Correct its name, or remove it.");
                return entry;
        }
    }
}
