using System.Collections.Frozen;

namespace Authz.AspNetCore.Configuration;

/// <summary>Reads the section <c>TokenBinding</c> of a scheme's section, which has the members of <see cref="TokenBinding"/>.</summary>
internal static class TokenBindingSettings
{
    private static readonly FrozenDictionary<string, Func<TokenBinding, SettingReader, TokenBinding>> s_members =
        new Dictionary<string, Func<TokenBinding, SettingReader, TokenBinding>>
        {
            ["Dpop"] = (binding, setting) => binding with { Dpop = setting.Choice<TokenBindingRule>() },
            ["MutualTls"] = (binding, setting) => binding with { MutualTls = setting.Choice<TokenBindingRule>() },
            ["Nonce"] = (binding, setting) => binding with { Nonce = setting.Flag(binding.Nonce) },
            ["MaximumProofAge"] = (binding, setting) => binding with { MaximumProofAge = setting.Duration() ?? binding.MaximumProofAge },
            ["Origins"] = (binding, setting) => binding with { Origins = setting.Texts() },
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static TokenBinding Read(SettingReader section) =>
        section.Settings().Aggregate(new TokenBinding(), (binding, setting) => Apply(binding, setting.Name, setting.Reader));

    private static TokenBinding Apply(TokenBinding binding, string name, SettingReader setting)
    {
        if (s_members.TryGetValue(name, out Func<TokenBinding, SettingReader, TokenBinding>? apply))
        {
            return apply(binding, setting);
        }

        setting.Refuse("is not a setting of a token's binding. Correct its name, or remove it.");
        return binding;
    }
}
