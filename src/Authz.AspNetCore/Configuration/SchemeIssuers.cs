using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Configuration;

/// <summary>The issuers that a scheme's options name in any of their ways.</summary>
/// <param name="Entries">
/// The issuers. An authority alone gives two, with and without its final slash: only one of them can ever have keys, because a
/// discovery document counts for the exact issuer that it names.
/// </param>
/// <param name="IsIssuerSpellingOpen">Whether discovery must still show which of two spellings is the issuer's.</param>
internal sealed record SchemeIssuers(IReadOnlyList<JwtConfiguration> Entries, bool IsIssuerSpellingOpen)
{
    private static readonly TimeSpan s_jwtBearerSkew = TimeSpan.FromMinutes(5);

    /// <summary>Reads the options; contradictions are added to <paramref name="problems"/>.</summary>
    public static SchemeIssuers Of(JwtAuthorizerOptions options, List<string> problems)
    {
        SchemeIssuers named = OfNamed(options, problems);
        if (options.DevIssuer is not { } dev)
        {
            return named;
        }

        IEnumerable<string> audiences = Distinct(
            options.Audience, options.TokenValidationParameters.ValidAudience, options.TokenValidationParameters.ValidAudiences);
        return named with { Entries = [.. named.Entries, dev.EntryFor(audiences.Concat(named.Entries.SelectMany(entry => entry.Audience)))] };
    }

    private static SchemeIssuers OfNamed(JwtAuthorizerOptions options, List<string> problems)
    {
        TokenValidationParameters parameters = options.TokenValidationParameters;
        string[] audiences = Distinct(options.Audience, parameters.ValidAudience, parameters.ValidAudiences);
        string[] named = Distinct(null, parameters.ValidIssuer, parameters.ValidIssuers);
        if (options.Issuers.Count > 0)
        {
            RequireIssuersAlone(options, isNamedElsewhere: audiences.Length > 0 || named.Length > 0, problems);
            return new SchemeIssuers([.. options.Issuers], IsIssuerSpellingOpen: false);
        }

        string[] issuers = named.Length > 0 ? CheckAuthority(options.Authority, named, problems) : OfAuthority(options, problems);
        if (options.JwksUri is not null && issuers.Length > 1)
        {
            problems.Add("'JwksUri' is the key set of one issuer, and several are named. Give each its own in 'Issuers'.");
        }

        JwtConfiguration[] entries = [.. issuers.Select(issuer => EntryOf(options, issuer, audiences))];
        return new SchemeIssuers(entries, IsIssuerSpellingOpen: named.Length == 0 && issuers.Length > 1);
    }

    private static JwtConfiguration EntryOf(JwtAuthorizerOptions options, string issuer, string[] audiences) => new()
    {
        Issuer = issuer,
        Tenants = [.. options.Tenants],
        Audience = audiences,
        AudienceClaims = options.AudienceClaims?.ToArray(),
        ScopeClaims = options.ScopeClaims?.ToArray(),
        MetadataUri = options.MetadataAddress,
        JwksUri = options.JwksUri,
        InsecureHttpHosts = [.. options.InsecureHttpHosts],
        TrustedCertificatesFile = options.TrustedCertificatesFile,
        JwksBearerTokenFile = options.JwksBearerTokenFile,
        KidRequired = options.KidRequired,
        Algorithms = options.TokenValidationParameters.ValidAlgorithms?.ToArray(),
        RequiredTokenType = options.TokenValidationParameters.ValidTypes?.FirstOrDefault(),
        ClockSkew = ClockSkewOf(options),
    };

    private static void RequireIssuersAlone(JwtAuthorizerOptions options, bool isNamedElsewhere, List<string> problems)
    {
        if (options.Authority is not null || options.JwksUri is not null || isNamedElsewhere)
        {
            problems.Add(
                "Issuers are named in 'Issuers' and elsewhere. Move 'Authority', 'Audience', 'JwksUri', 'ValidIssuers' and " +
                "'ValidAudiences' into its entries.");
        }

        if (HasRules(options))
        {
            problems.Add(
                "'Issuers' has the rules of each issuer, and more are set beside it, which no entry would follow. Move 'Algorithms' " +
                "('ValidAlgorithms'), 'RequiredTokenType' ('ValidTypes') and 'ClockSkew' into its entries.");
        }

        foreach (string name in OptionsOfEntries(options))
        {
            problems.Add($"'{name}' is set beside 'Issuers', and no entry would follow it. Move it into the entries, " +
                "whose members are those of JwtConfiguration.");
        }
    }

    private static IEnumerable<string> OptionsOfEntries(JwtAuthorizerOptions options)
    {
        (string Name, bool IsSet)[] members =
        [
            ("MetadataAddress", options.MetadataAddress is not null),
            ("InsecureHttpHosts", options.InsecureHttpHosts.Count > 0),
            ("TrustedCertificatesFile", options.TrustedCertificatesFile is not null),
            ("JwksBearerTokenFile", options.JwksBearerTokenFile is not null),
            ("Tenants", options.Tenants.Count > 0),
            ("AudienceClaims", options.AudienceClaims is not null),
            ("ScopeClaims", options.ScopeClaims is not null),
            ("KidRequired", !options.KidRequired),
        ];
        return members.Where(member => member.IsSet).Select(member => member.Name);
    }

    private static bool HasRules(JwtAuthorizerOptions options) =>
        options.TokenValidationParameters.ValidAlgorithms is not null
        || options.TokenValidationParameters.ValidTypes?.Any() == true
        || ClockSkewOf(options) is not null;

    private static TimeSpan? ClockSkewOf(JwtAuthorizerOptions options)
    {
        TimeSpan skew = options.TokenValidationParameters.ClockSkew;
        return options.ClockSkew ?? (skew == s_jwtBearerSkew ? null : skew);
    }

    private static bool IsSameButForSlash(string one, string other) =>
        string.Equals(WithoutSlash(one), WithoutSlash(other), StringComparison.Ordinal);

    private static string[] CheckAuthority(string? authority, string[] named, List<string> problems)
    {
        if (authority is not null && !named.Any(issuer => IsSameButForSlash(issuer, authority)))
        {
            problems.Add("'Authority' is not one of the named issuers, and an issuer's keys are discovered from the issuer itself. " +
                "Remove 'Authority'; if the keys cannot be discovered from the issuer, name their set in 'JwksUri'. Or add it to " +
                "'ValidIssuers'.");
        }

        return named;
    }

    private static string[] OfAuthority(JwtAuthorizerOptions options, List<string> problems)
    {
        if (string.IsNullOrEmpty(options.Authority))
        {
            if (options.DevIssuer is null)
            {
                problems.Add("No issuer is named. Set 'Authority', 'ValidIssuer' or 'Issuers'; for development, call AddDevIssuer().");
            }

            return [];
        }

        // Without discovery nothing shows which of the two it is.
        return options.JwksUri is not null ? [options.Authority] : [options.Authority, Toggled(options.Authority)];
    }

    private static string Toggled(string authority) => authority.EndsWith('/') ? authority[..^1] : authority + "/";

    private static string WithoutSlash(string url) => url.EndsWith('/') ? url[..^1] : url;

    private static string[] Distinct(string? first, string? second, IEnumerable<string>? others) =>
        [.. new[] { first, second }.Concat(others ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];
}
