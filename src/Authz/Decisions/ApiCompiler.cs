using Authz.Authorizers;
using Authz.Definitions;
using Authz.Keys;
using Authz.Remembering;
using Authz.Routes;
using Authz.Tokens;

namespace Authz.Decisions;

/// <summary>Makes a definition ready for decisions, wholly or not at all.</summary>
internal sealed class ApiCompiler(ApiAuthorizerOptions options, IssuerKeysRegistry keys, RememberedTokens? remembered)
{
    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public CompiledApi Compile(ApiDefinition definition)
    {
        IReadOnlyList<DefinitionProblem> problems = DefinitionValidator.Validate(definition);
        if (problems.Count > 0)
        {
            throw new ApiDefinitionException(problems);
        }

        Dictionary<string, CompiledAuthorizer> authorizers = definition.Authorizers.ToDictionary(
            pair => pair.Key, pair => Compile(pair.Value, definition.Compatibility), StringComparer.Ordinal);
        return new CompiledApi(definition, new RouteTable<CompiledRoute>(definition.Routes.Select(pair => Compile(pair.Key, pair.Value))));

        KeyValuePair<RouteKey, CompiledRoute> Compile(string text, RouteDefinition route)
        {
            RouteKey key = RouteKey.Parse(text);
            CompiledAuthorizer? authorizer = route.IsOpen ? null : authorizers[route.Authorizer!];
            return new(key, new CompiledRoute(key, route, authorizer, definition.Compatibility));
        }
    }

    private CompiledAuthorizer Compile(AuthorizerDefinition authorizer, CompatibilityMode mode)
    {
        CompiledIssuer[] issuers =
            [.. authorizer.JwtConfiguration.Select(configuration => new CompiledIssuer(configuration, mode, keys.Get(configuration, mode)))];
        int maximumLength = options.MaximumTokenLength
            ?? (mode == CompatibilityMode.Aws ? TokenLimits.AwsTokenLength : TokenLimits.StandardTokenLength);
        return new CompiledAuthorizer(IdentitySource.Compile(authorizer.IdentitySource), maximumLength, new TokenVerifier(issuers, remembered));
    }
}
