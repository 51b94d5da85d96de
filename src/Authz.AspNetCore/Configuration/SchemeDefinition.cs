using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Configuration;

/// <summary>
/// A scheme as an API definition: one authorizer and one route for every request. Which endpoint a request may call is decided by ASP.NET
/// Core's authorization.
/// </summary>
internal static class SchemeDefinition
{
    /// <summary>With <see cref="Target"/>, stands for any request of the application.</summary>
    public const string Method = "GET";

    public const string Target = "/";

    /// <exception cref="ApiDefinitionException">An issuer is not usable.</exception>
    public static ApiDefinition Create(string scheme, IReadOnlyList<JwtConfiguration> issuers, JwtAuthorizerOptions options) =>
        new ApiDefinitionBuilder()
            .AddAuthorizer(scheme, new AuthorizerDefinition
            {
                JwtConfiguration = issuers,
                MaximumTokenLength = options.MaximumTokenLength,
                TokenBinding = options.TokenBinding,
                Revocation = options.Revocation,
                ProtectedResource = options.ProtectedResource,
            })
            .AddRoute(RouteKey.DefaultText, scheme)
            .Build();

    /// <summary>Checks a scheme's options whole.</summary>
    /// <exception cref="OptionsValidationException">The options are not usable; the exception has every problem.</exception>
    public static SchemeIssuers Check(string scheme, JwtAuthorizerOptions options, IServiceProvider services)
    {
        List<string> problems = [.. options.Problems, .. SchemeRules.FindNulls(options)];
        if (problems.Count > options.Problems.Count)
        {
            // Nothing else can be checked.
            throw Refuse(scheme, problems);
        }

        SchemeIssuers issuers = SchemeIssuers.Of(options, problems);
        SchemeRules.Check(options, issuers.Entries, services, problems);
        // Two spellings of one issuer have the same problems, unless only the longer one is too long.
        problems.AddRange(issuers.IsIssuerSpellingOpen
            ? issuers.Entries.Select(entry => ProblemsOf(scheme, [entry], options)).FirstOrDefault(found => found.Count > 0, [])
            : ProblemsOf(scheme, issuers.Entries, options));
        return problems.Count == 0 ? issuers : throw Refuse(scheme, problems);
    }

    private static List<string> ProblemsOf(string scheme, IReadOnlyList<JwtConfiguration> issuers, JwtAuthorizerOptions options)
    {
        try
        {
            _ = issuers.Count == 0 ? null : Create(scheme, issuers, options);
            return [];
        }
        catch (ApiDefinitionException exception)
        {
            return [.. exception.Problems.Select(problem => problem.ToString())];
        }
    }

    private static OptionsValidationException Refuse(string scheme, List<string> problems) =>
        new(scheme, typeof(JwtAuthorizerOptions), problems.Select(problem => $"Scheme '{scheme}': {problem}"));
}
