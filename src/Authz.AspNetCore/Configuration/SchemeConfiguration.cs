using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Configuration;

/// <summary>Reads a scheme's section, <c>Authentication:Schemes:NAME</c>, the one that JwtBearer reads.</summary>
internal sealed class SchemeConfiguration(IAuthenticationConfigurationProvider provider) : IConfigureNamedOptions<JwtAuthorizerOptions>
{
    public void Configure(string? name, JwtAuthorizerOptions options)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        foreach (IConfigurationSection setting in provider.GetSchemeConfiguration(name).GetChildren())
        {
            var reader = new SettingReader(setting, options.Problems);
            if (SchemeSettings.Supported.TryGetValue(setting.Key, out Action<JwtAuthorizerOptions, SettingReader>? apply))
            {
                apply(options, reader);
            }
            else
            {
                reader.Refuse(
                    SchemeSettings.Unsupported.GetValueOrDefault(
                        setting.Key, "is not a setting of this scheme. Correct its name, or remove it."));
            }
        }
    }

    public void Configure(JwtAuthorizerOptions options) => Configure(Options.DefaultName, options);
}
