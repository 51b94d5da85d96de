using System.Buffers;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;
using Authz.Keys.Sources;
using Authz.Tokens;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an issuer of an authorizer.</summary>
internal static class JwtConfigurationValidator
{
    private const int MaximumIssuerLength = 2048;
    private const int MaximumAudiences = 50;

    // RFC 6838 section 4.2: restricted-name.
    private static readonly SearchValues<char> s_mediaTypeName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    public static void Validate(string path, JwtConfiguration entry, CompatibilityProfile profile, DefinitionReport report)
    {
        ValidateIssuer(JsonPointer.Append(path, "issuer"), entry, report);
        ValidateAudience(JsonPointer.Append(path, "audience"), entry.Audience, report);
        ValidateAlgorithms(JsonPointer.Append(path, "algorithms"), entry.Algorithms, profile, report);
        IssuerFormat.Issuer.CheckRanges(path, entry, report);
        if (profile.MaximumClockSkew == TimeSpan.Zero && entry.ClockSkew is { } skew && skew != TimeSpan.Zero)
        {
            report.Add(
                JsonPointer.Append(path, "clockSkew"),
                $"'{profile.Name}' compatibility allows no clock skew.",
                "Write 0, or leave it out.");
        }

        KeySourceValidator.Validate(path, entry, report);
        TenantValidator.Validate(path, entry, report);
        ClaimsValidator.Validate(path, entry, report);
        ConditionValidator.ValidateIssuer(JsonPointer.Append(path, ConditionFormat.Name), entry.Condition, report);
        ExtensionValidator.Validate(path, entry, profile, report);
        if (entry.RequiredTokenType is { } type && !IsMediaType(type))
        {
            report.Add(
                JsonPointer.Append(path, "requiredTokenType"),
                $"'{type}' is not a media type.",
                "Write a type such as 'at+jwt', or leave it out.");
        }
    }

    private static void ValidateIssuer(string path, JwtConfiguration entry, DefinitionReport report)
    {
        string issuer = entry.Issuer;
        const string Remedy = "Write the exact value of the tokens' 'iss', such as 'https://id.example.com/'.";
        if (issuer.Length == 0)
        {
            report.Add(path, "The issuer is missing.", Remedy);
        }
        else if (issuer.Length > MaximumIssuerLength)
        {
            report.Add(path, $"The issuer is longer than {MaximumIssuerLength} characters.", Remedy);
        }
        else if (issuer.Any(char.IsControl))
        {
            report.Add(path, "The issuer has a control character.", Remedy);
        }
        else if (KeySourceValidator.HasSource(entry))
        {
            // RFC 7519 section 4.1.1: any text. Nothing is fetched from it.
        }
        else if (TrustedUrl.ProblemOf(issuer, KeySourceValidator.HostsOf(entry)) is { } problem)
        {
            report.Add(
                path,
                $"The issuer {problem}, so its keys cannot be discovered.",
                $"{Remedy} If this is it, say where the keys are: 'metadataUri', 'jwksUri', 'jwksFile' or 'jwks'.");
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
            string code = audience.Count == 0 ? DefinitionProblemCodes.AudienceMissing : DefinitionProblemCodes.Invalid;
            report.Add(path, message, $"List 1 to {MaximumAudiences} values of 'aud' or 'client_id'.", code: code);
        }

        for (int index = 0; index < audience.Count; index++)
        {
            if (audience[index].Length == 0)
            {
                string item = JsonPointer.Append(path, index);
                report.Add(item, "An audience is empty.", "Write a value of 'aud' or 'client_id', or remove it.");
            }
        }
    }

    private static void ValidateAlgorithms(
        string path, IReadOnlyList<string>? algorithms, CompatibilityProfile profile, DefinitionReport report)
    {
        AlgorithmSet allowed = profile.Algorithms;
        string remedy = $"Choose from {string.Join(", ", allowed.OnThisPlatform().Names())}.";
        if (algorithms is { Count: 0 })
        {
            report.Add(path, "No algorithm is accepted.", $"{remedy} Or leave it out to accept them all.");
        }

        for (int index = 0; index < (algorithms?.Count ?? 0) && !report.IsFull; index++)
        {
            JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(algorithms![index]);
            if (!allowed.Contains(algorithm))
            {
                string where = algorithm == JwsAlgorithm.Unknown ? "" : $" in '{profile.Name}' compatibility";
                report.Add(JsonPointer.Append(path, index), $"The algorithm '{algorithms[index]}' is not accepted{where}.", remedy);
            }
            else if (AlgorithmSets.Of(algorithm).OnThisPlatform() == AlgorithmSet.None)
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"The algorithm '{algorithms[index]}' is not supported by this platform's cryptography.",
                    remedy);
            }
        }
    }

    // With or without "application/" (RFC 7515 section 4.1.9). An empty name would match any type, so it is refused.
    private static bool IsMediaType(string text)
    {
        string[] names = text.Split('/');
        return names.Length <= 2 && names.All(name => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_mediaTypeName));
    }
}
