using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Authz.AspNetCore.Configuration;

/// <summary>One setting of a configuration section, read with its place in every complaint.</summary>
internal sealed class SettingReader(IConfigurationSection setting, List<string> problems)
{
    public void Refuse(string problem) => problems.Add($"{setting.Path}: '{setting.Key}' {problem}");

    /// <summary>One text; null leaves it unset, as with JwtBearer.</summary>
    public string? Text()
    {
        if (setting.GetChildren().Any())
        {
            Refuse("is a list or a section. Write one text.");
        }

        return setting.Value;
    }

    /// <summary>One text that is not blank; otherwise null, which is refused.</summary>
    public string? RequiredText()
    {
        string? text = Text();
        if (string.IsNullOrWhiteSpace(text) && !setting.GetChildren().Any())
        {
            Refuse("has no text. Write one, or remove it.");
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public List<string> Texts()
    {
        RefuseText();
        return [.. setting.GetChildren().Select(item => new SettingReader(item, problems).RequiredText()).OfType<string>()];
    }

    /// <summary>One text, or a list of them.</summary>
    public List<string> TextOrTexts() => string.IsNullOrEmpty(setting.Value) ? Texts() : [Text()!];

    public bool Flag(bool otherwise)
    {
        if (bool.TryParse(Text(), out bool value))
        {
            return value;
        }

        Refuse("is neither true nor false.");
        return otherwise;
    }

    public int? WholeNumber()
    {
        if (int.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return value;
        }

        Refuse("is not a whole number.");
        return null;
    }

    public TimeSpan? Duration()
    {
        if (TimeSpan.TryParse(Text(), CultureInfo.InvariantCulture, out TimeSpan value))
        {
            return value;
        }

        Refuse("is not a duration such as '00:01:00'.");
        return null;
    }

    public TEnum Choice<TEnum>()
        where TEnum : struct, Enum
    {
        if (Enum.TryParse(Text(), ignoreCase: true, out TEnum value) && Enum.IsDefined(value))
        {
            return value;
        }

        Refuse($"is not one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
        return default;
    }

    /// <summary>The settings of each item of a list.</summary>
    public List<IEnumerable<(string Name, SettingReader Reader)>> Items()
    {
        RefuseText();
        return [.. setting.GetChildren().Select(item => new SettingReader(item, problems).Settings())];
    }

    /// <summary>The full names of the values below this setting, or its own.</summary>
    public IEnumerable<string> Leaves()
    {
        IConfigurationSection[] children = [.. setting.GetChildren()];
        return children.Length == 0 ? [setting.Path] : children.SelectMany(child => new SettingReader(child, problems).Leaves());
    }

    /// <summary>The settings of a section.</summary>
    public IEnumerable<(string Name, SettingReader Reader)> Settings()
    {
        RefuseText();
        return setting.GetChildren().Select(child => (child.Key, new SettingReader(child, problems)));
    }

    // An empty list or section is an empty text.
    private void RefuseText()
    {
        if (!string.IsNullOrEmpty(setting.Value))
        {
            Refuse("is a text; a list or a section is expected. Write one, even for a single value.");
        }
    }
}
