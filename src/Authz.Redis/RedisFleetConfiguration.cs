using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authz.Redis;

/// <summary>Reads the section <c>Authz:Redis</c>, and refuses what cannot be used before the application listens.</summary>
internal sealed class RedisFleetConfiguration(IServiceProvider services) : IConfigureOptions<RedisFleetOptions>, IValidateOptions<RedisFleetOptions>
{
    private const string Section = "Authz:Redis";

    public void Configure(RedisFleetOptions options)
    {
        foreach (IConfigurationSection setting in services.GetService<IConfiguration>()?.GetSection(Section).GetChildren() ?? [])
        {
            switch (setting.Key.ToUpperInvariant())
            {
                case "URL":
                    options.Url = setting.Value;
                    break;
                case "FLEETSECRETFILE":
                    options.FleetSecretFile = setting.Value;
                    break;
                case "PASSWORDFILE":
                    options.PasswordFile = setting.Value;
                    break;
                default:
                    options.Problems.Add($"{setting.Path}: '{setting.Key}' is not a setting of a fleet. Correct its name, or remove it.");
                    break;
            }
        }
    }

    public ValidateOptionsResult Validate(string? name, RedisFleetOptions options)
    {
        string[] problems =
        [
            .. options.Problems,
            .. Try("Url", () => CheckUrl(options)),
            .. Try("FleetSecretFile", () => ReadSecret(options)),
            .. Try("PasswordFile", () => RedisLogin.ReadFile(options.PasswordFile)),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>The secret of valid options.</summary>
    public static FleetSecret ReadSecret(RedisFleetOptions options) =>
        options.FleetSecret
        ?? (string.IsNullOrEmpty(options.FleetSecretFile)
            ? throw new FormatException("is missing. Name the file of the fleet's secret: without it, whoever can write to the store would be believed.")
            : FleetSecret.ReadFile(options.FleetSecretFile));

    private static void CheckUrl(RedisFleetOptions options)
    {
        if (string.IsNullOrEmpty(options.Url))
        {
            throw new FormatException("is missing. Name the fleet's store: redis://HOST:PORT, or rediss:// for TLS.");
        }

        RedisUrl.Parse(options.Url);
    }

    private static IEnumerable<string> Try(string setting, Action use)
    {
        try
        {
            use();
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return [$"{Section}: '{setting}' {exception.Message}"];
        }
    }
}
