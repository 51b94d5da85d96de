using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Authz.AspNetCore.Configuration;

/// <summary>One setting of a configuration section, read with its place in every complaint.</summary>
internal sealed class SettingReader(IConfigurationSection setting, List<string> problems)
{
    public void Refuse(string problem) => problems.Add($"{setting.Path}: '{setting.Key}' {problem}");

    public string? Text() => setting.Value;

    public List<string> Texts() => [.. setting.GetChildren().Select(item => item.Value).OfType<string>()];

    public bool Flag(bool otherwise)
    {
        if (bool.TryParse(setting.Value, out bool value))
        {
            return value;
        }

        Refuse("is neither true nor false.");
        return otherwise;
    }

    public TimeSpan? Duration()
    {
        if (TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out TimeSpan value))
        {
            return value;
        }

        Refuse("is not a duration such as '00:01:00'.");
        return null;
    }

    public TEnum Choice<TEnum>()
        where TEnum : struct, Enum
    {
        if (Enum.TryParse(setting.Value, ignoreCase: true, out TEnum value) && Enum.IsDefined(value))
        {
            return value;
        }

        Refuse($"is none of {string.Join(", ", Enum.GetNames<TEnum>())}.");
        return default;
    }

    /// <summary>The settings of each item of a list.</summary>
    public IEnumerable<(IConfigurationSection Item, IEnumerable<(string Name, SettingReader Reader)> Settings)> Items() =>
        setting.GetChildren().Select(item => (item, item.GetChildren().Select(child => (child.Key, new SettingReader(child, problems)))));
}
