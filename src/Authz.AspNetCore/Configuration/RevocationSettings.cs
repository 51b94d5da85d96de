using System.Collections.Frozen;

namespace Authz.AspNetCore.Configuration;

/// <summary>Reads the section <c>Revocation</c> of a scheme's section, which has the members of <see cref="RevocationDefinition"/>.</summary>
internal static class RevocationSettings
{
    private static readonly FrozenDictionary<string, Func<RevocationDefinition, SettingReader, RevocationDefinition>> s_members =
        new Dictionary<string, Func<RevocationDefinition, SettingReader, RevocationDefinition>>
        {
            ["Claims"] = (revocation, setting) => revocation with { Claims = setting.Texts() },
            ["MaximumStaleness"] = (revocation, setting) => revocation with
            {
                MaximumStaleness = setting.Duration() ?? revocation.MaximumStaleness,
            },
            ["OnUnavailable"] = (revocation, setting) => revocation with { OnUnavailable = setting.Choice<RevocationFallback>() },
            ["File"] = (revocation, setting) => revocation with { File = setting.Text() },
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static RevocationDefinition Read(SettingReader section) => section.Settings().Aggregate(
        new RevocationDefinition(), (revocation, setting) => Apply(revocation, setting.Name, setting.Reader));

    private static RevocationDefinition Apply(RevocationDefinition revocation, string name, SettingReader setting)
    {
        if (s_members.TryGetValue(name, out Func<RevocationDefinition, SettingReader, RevocationDefinition>? apply))
        {
            return apply(revocation, setting);
        }

        setting.Refuse("is not a setting of revocations. Correct its name, or remove it.");
        return revocation;
    }
}
