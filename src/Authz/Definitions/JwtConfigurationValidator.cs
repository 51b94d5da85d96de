using System.Buffers;

namespace Authz.Definitions;

/// <summary>Says what is wrong with an issuer of an authorizer.</summary>
internal static class JwtConfigurationValidator
{
    private const int MaximumIssuerLength = 2048;
    private const int MaximumAudiences = 50;

    private static readonly TimeSpan s_maximumSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_maximumKeyAge = TimeSpan.FromDays(7);

    private static readonly string[] s_awsAlgorithms = ["RS256", "RS384", "RS512"];
    private static readonly string[] s_algorithms = [.. s_awsAlgorithms, "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    // RFC 6838 section 4.2, with the slash between type and subtype.
    private static readonly SearchValues<char> s_mediaType =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+/");

    public static void Validate(string path, JwtConfiguration entry, CompatibilityMode mode, DefinitionReport report)
    {
        ValidateIssuer(JsonPointer.Append(path, "issuer"), entry.Issuer, report);
        ValidateAudience(JsonPointer.Append(path, "audience"), entry.Audience, report);
        ValidateAlgorithms(JsonPointer.Append(path, "algorithms"), entry.Algorithms, mode, report);
        ValidateTimes(path, entry, mode, report);
        if (entry.JwksUri is { } jwksUri && TrustedUrl.ProblemOf(jwksUri) is { } problem)
        {
            report.Add(JsonPointer.Append(path, "jwksUri"), $"The key set's URL {problem}.", "Write an absolute https URL, or leave it out.");
        }

        if (entry.RequiredTokenType is { } type && (type.Length == 0 || type.AsSpan().ContainsAnyExcept(s_mediaType)))
        {
            report.Add(JsonPointer.Append(path, "requiredTokenType"), $"'{type}' is not a media type.", "Write a type such as 'at+jwt', or leave it out.");
        }
    }

    private static void ValidateIssuer(string path, string issuer, DefinitionReport report)
    {
        const string Remedy = "Write the exact value of the tokens' 'iss', such as 'https://id.example.com/'.";
        if (issuer.Length == 0)
        {
            report.Add(path, "The issuer is missing.", Remedy);
        }
        else if (issuer.Length > MaximumIssuerLength)
        {
            report.Add(path, $"The issuer is longer than {MaximumIssuerLength} characters.", Remedy);
        }
        else if (TrustedUrl.ProblemOf(issuer) is { } problem)
        {
            report.Add(path, $"The issuer {problem}.", Remedy);
        }
        else if (issuer.Contains('?', StringComparison.Ordinal))
        {
            // OpenID Connect Discovery 1.0 section 3: no query and no fragment.
            report.Add(path, "The issuer has a query.", Remedy);
        }
    }

    private static void ValidateAudience(string path, IReadOnlyList<string> audience, DefinitionReport report)
    {
        if (audience.Count is 0 or > MaximumAudiences)
        {
            string message = audience.Count == 0 ? "No audience is accepted." : $"More than {MaximumAudiences} audiences are accepted.";
            report.Add(path, message, $"List 1 to {MaximumAudiences} values of 'aud' or 'client_id'.");
        }

        for (int index = 0; index < audience.Count; index++)
        {
            if (audience[index].Length == 0)
            {
                report.Add(JsonPointer.Append(path, index), "An audience is empty.", "Write a value of 'aud' or 'client_id', or remove it.");
            }
        }
    }

    private static void ValidateAlgorithms(string path, IReadOnlyList<string>? algorithms, CompatibilityMode mode, DefinitionReport report)
    {
        string[] allowed = mode == CompatibilityMode.Aws ? s_awsAlgorithms : s_algorithms;
        string remedy = $"Choose from {string.Join(", ", allowed)}.";
        if (algorithms is { Count: 0 })
        {
            report.Add(path, "No algorithm is accepted.", $"{remedy} Or leave it out to accept them all.");
        }

        for (int index = 0; index < (algorithms?.Count ?? 0); index++)
        {
            string algorithm = algorithms![index];
            if (!allowed.Contains(algorithm))
            {
                string where = mode == CompatibilityMode.Aws && s_algorithms.Contains(algorithm) ? " in 'aws' compatibility" : "";
                report.Add(JsonPointer.Append(path, index), $"The algorithm '{algorithm}' is not accepted{where}.", remedy);
            }
        }
    }

    private static void ValidateTimes(string path, JwtConfiguration entry, CompatibilityMode mode, DefinitionReport report)
    {
        string skewPath = JsonPointer.Append(path, "clockSkew");
        if (entry.ClockSkew is { } skew && (skew < TimeSpan.Zero || skew > s_maximumSkew))
        {
            report.Add(skewPath, "The clock skew is out of range.", $"Write 0 to {s_maximumSkew.TotalSeconds} seconds.");
        }
        else if (mode == CompatibilityMode.Aws && entry.ClockSkew is { } awsSkew && awsSkew != TimeSpan.Zero)
        {
            report.Add(skewPath, "There is no clock skew in 'aws' compatibility.", "Write 0, or leave it out.");
        }

        if (entry.MaximumKeyAge is { } age && (age <= TimeSpan.Zero || age > s_maximumKeyAge))
        {
            report.Add(JsonPointer.Append(path, "maximumKeyAge"), "The maximum key age is out of range.", $"Write 1 to {s_maximumKeyAge.TotalSeconds} seconds.");
        }
    }
}
