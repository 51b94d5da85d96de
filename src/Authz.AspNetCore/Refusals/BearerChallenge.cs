using System.Text;

namespace Authz.AspNetCore.Refusals;

/// <summary>A challenge taken apart, so that the application can change it (RFC 6750 section 3).</summary>
internal readonly record struct BearerChallenge(string? Error, string? Description, string? Uri, string? Scope)
{
    /// <summary>Parses a challenge as the engine writes it: parameters in quotes, without quotes inside.</summary>
    public static BearerChallenge Parse(string? challenge) => new(
        Parameter(challenge, " error=\""), Parameter(challenge, " error_description=\""), null, Parameter(challenge, " scope=\""));

    /// <summary>Writes the challenge.</summary>
    /// <param name="prefix">The scheme, and a realm if there is one.</param>
    public string Write(string prefix)
    {
        StringBuilder text = new(prefix);
        bool isFirst = !prefix.Contains(' ', StringComparison.Ordinal);
        (string Name, string? Value)[] parameters =
            [("error", Error), ("error_description", Description), ("error_uri", Uri), ("scope", Scope)];
        foreach ((string name, string? value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(isFirst ? "" : ",").Append(' ').Append(name).Append("=\"").Append(value).Append('"');
                isFirst = false;
            }
        }

        return text.ToString();
    }

    private static string? Parameter(string? challenge, string opening)
    {
        if (challenge is null || !challenge.Contains(opening, StringComparison.Ordinal))
        {
            return null;
        }

        int start = challenge.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return challenge[start..challenge.IndexOf('"', start)];
    }
}
