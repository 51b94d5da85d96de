using System.Diagnostics;
using Authz.Definitions.Tree;
using Authz.Definitions.Validation;
using Authz.Keys;
using Authz.Remembering;
using Authz.Routes;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>Makes a definition ready for decisions, as a whole or not at all.</summary>
internal sealed class ApiCompiler(ApiAuthorizerOptions options, IssuerKeysRegistry keys, RememberedTokens? remembered)
{
    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public CompiledApi Compile(ApiDefinition definition)
    {
        IReadOnlyList<DefinitionProblem> problems =
            [.. DefinitionValidator.Validate(definition), .. options.RunsLambdaAuthorizers ? [] : RefuseLambdaAuthorizers(definition)];
        if (problems.Count > 0)
        {
            throw new ApiDefinitionException(problems);
        }

        CompatibilityProfile profile = CompatibilityProfile.Of(definition.Compatibility);
        var inUse = new HashSet<IssuerKeys>();
        var authorizers = new Dictionary<string, CompiledAuthorizer>(StringComparer.Ordinal);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            authorizers.Add(name, Compile(authorizer, profile, inUse));
        }

        KeyValuePair<RouteKey, CompiledRoute>[] routes =
            [.. definition.Routes.Select(route => Compile(route.Key, route.Value, authorizers, profile))];
        Dictionary<string, CompiledRoute> byKey = routes.ToDictionary(
            route => route.Key.Text, route => route.Value, StringComparer.Ordinal);
        return new CompiledApi(definition, new RouteTable<CompiledRoute>(routes), byKey, inUse);
    }

    private KeyValuePair<RouteKey, CompiledRoute> Compile(
        string text, RouteDefinition route, Dictionary<string, CompiledAuthorizer> authorizers, CompatibilityProfile profile)
    {
        if (!RouteKey.TryParse(text, out RouteKey? key, out string? problem))
        {
            throw new UnreachableException(problem);
        }

        CompiledAuthorizer? authorizer = route.IsOpen ? null : authorizers.GetValueOrDefault(route.Authorizer!);
        return new(key, new CompiledRoute(key, route, authorizer, profile, options.ErrorUri));
    }

    // A function decides such a route, and the engine runs no functions.
    private static IEnumerable<DefinitionProblem> RefuseLambdaAuthorizers(ApiDefinition definition)
    {
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            if (route.Authorizer is { } name && definition.LambdaAuthorizers.ContainsKey(name))
            {
                string path = JsonPointer.Append(JsonPointer.Append("/routes", key), "authorizer");
                yield return new DefinitionProblem(
                    path,
                    Line: 0,
                    Column: 0,
                    $"'{name}' is a Lambda authorizer, which this host does not run.",
                    "Run the definition with 'authz serve', or give the route a JWT authorizer.")
                { Code = DefinitionProblem.Unsupported };
            }
        }
    }

    private CompiledAuthorizer Compile(AuthorizerDefinition authorizer, CompatibilityProfile profile, HashSet<IssuerKeys> inUse)
    {
        CompiledIssuer[] issuers =
            [.. authorizer.JwtConfiguration.Select(entry => new CompiledIssuer(entry, profile, keys.GetOrAdd(entry, profile)))];
        inUse.UnionWith(issuers.Select(issuer => issuer.Keys));
        int maximumLength = options.MaximumTokenLength ?? profile.MaximumTokenLength;
        return new CompiledAuthorizer(
            IdentitySource.Parse(authorizer.IdentitySource), maximumLength, new TokenVerifier(issuers, remembered));
    }
}
