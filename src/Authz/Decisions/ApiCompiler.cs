using Authz.Binding;
using Authz.Conditions;
using Authz.Definitions.Tree;
using Authz.Definitions.Validation;
using Authz.Keys;
using Authz.ProtectedResources;
using Authz.Remembering;
using Authz.Revoking;
using Authz.Routes;
using Authz.Tools;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>Makes a definition ready for decisions, as a whole or not at all.</summary>
internal sealed class ApiCompiler(
    ApiAuthorizerOptions options, IssuerKeysRegistry keys, RememberedTokens? remembered, RevocationSources revocations)
{
    // One for all definitions, from the first on that accepts proofs: a reload forgets no used proof.
    private ProofMemory? _proofs;

    /// <summary>What is remembered about proofs; made when first asked for.</summary>
    public ProofMemory Proofs
    {
        get => _proofs ??= new ProofMemory(options.TimeProvider, options.Fleet?.Proofs);
        init => _proofs = value;
    }

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public CompiledApi Compile(ApiDefinition definition)
    {
        IReadOnlyList<DefinitionProblem> problems =
        [
            .. DefinitionValidator.Validate(definition),
            .. options.RunsLambdaAuthorizers ? [] : RefuseLambdaAuthorizers(definition),
            .. options.ReadsTools ? [] : RefuseTools(definition),
            .. HostValues.FindMissing(definition, options),
            .. revocations.FindMissing(definition),
        ];
        if (problems.Count > 0)
        {
            throw new ApiDefinitionException(problems);
        }

        CompatibilityProfile profile = CompatibilityProfile.Of(definition.Compatibility);
        var inUse = new HashSet<IssuerKeys>();
        ILookup<string, RouteDefinition> routesOf =
            definition.Routes.Values.ToLookup(route => route.Authorizer ?? "", StringComparer.Ordinal);
        var authorizers = new Dictionary<string, (CompiledAuthorizer Ready, ConditionClaims Claims)>(StringComparer.Ordinal);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            var claims = ConditionClaims.Of(authorizer, routesOf[name]);
            authorizers.Add(name, (Compile(authorizer, claims, profile, inUse), claims));
        }

        ApiRoute[] routes = [.. definition.Routes.Select((route, index) => ReadRoute(definition, index, route.Key, route.Value))];
        CompiledRoute[] compiled = [.. routes.Select(route => Compile(route, authorizers, profile))];
        return new CompiledApi(
            definition,
            routes,
            new RouteTable<CompiledRoute>(compiled.Select(route => KeyValuePair.Create(route.Key, route))),
            compiled.ToDictionary(route => route.Key.Text, StringComparer.Ordinal),
            new MetadataTable(authorizers.Values.Select(authorizer => authorizer.Ready.Metadata).OfType<ProtectedResourceMetadata>()),
            inUse,
            [.. authorizers.Values.SelectMany(authorizer => authorizer.Ready.Revocation?.Sources ?? []).Distinct()]);
    }

    private CompiledRoute Compile(
        ApiRoute route,
        Dictionary<string, (CompiledAuthorizer Ready, ConditionClaims Claims)> authorizers,
        CompatibilityProfile profile)
    {
        if (route.Authorizer is null)
        {
            return new CompiledRoute(route, authorizer: null, requirements: null, tools: null, profile, options.ErrorUri);
        }

        (CompiledAuthorizer authorizer, ConditionClaims claims) = authorizers[route.Definition.Authorizer!];
        ConditionCompiler conditions = new(claims);
        CompiledCondition? condition = conditions.Compile(route.Definition.Condition, route.Key);
        StepUpCheck? stepUp = route.Definition.StepUp is { } demand ? new StepUpCheck(demand, claims.SlotOf) : null;
        bool asksMore = condition is not null || stepUp is not null || route.Authorizer.JwtConfiguration.Any(entry => entry.Condition is not null);
        RouteTools? tools = route.Definition.Tools is { } definitions
            ? new RouteTools(definitions, route.Definition, blocks => conditions.Compile(blocks, route.Key))
            : null;
        return new CompiledRoute(
            route, authorizer, asksMore ? new RouteRequirements(condition, stepUp) : null, tools, profile, options.ErrorUri);
    }

    private static ApiRoute ReadRoute(ApiDefinition definition, int index, string key, RouteDefinition route) => new(
        index, RouteKey.Parse(key), route, route.Authorizer is { } name ? definition.Authorizers.GetValueOrDefault(name) : null);

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
                { Code = DefinitionProblemCodes.Unsupported };
            }
        }
    }

    // The engine asks its host what a request calls, and this one does not know.
    private static IEnumerable<DefinitionProblem> RefuseTools(ApiDefinition definition) =>
        from route in definition.Routes
        where route.Value.Tools is not null
        select new DefinitionProblem(
            JsonPointer.Append(JsonPointer.Append("/routes", route.Key), "tools"),
            Line: 0,
            Column: 0,
            "This host does not see the bodies of requests, so it cannot tell which tool one calls.",
            "Run the definition with 'authz serve' or in ASP.NET Core, or remove 'tools'.")
        { Code = DefinitionProblemCodes.Unsupported };

    private CompiledAuthorizer Compile(
        AuthorizerDefinition authorizer, ConditionClaims claims, CompatibilityProfile profile, HashSet<IssuerKeys> inUse)
    {
        ConditionCompiler conditions = new(claims);
        RevocationCheck? revocation = authorizer.Revocation is { } asked ? new RevocationCheck(asked, revocations.For(asked)) : null;
        CompiledIssuer[] issuers =
        [
            .. authorizer.JwtConfiguration.SelectMany(
                entry => Compile(entry, profile, keys.GetOrAdd(entry, profile), conditions.Compile(entry.Condition, route: null), revocation)),
        ];
        inUse.UnionWith(issuers.Select(issuer => issuer.Keys));
        int maximumLength = authorizer.MaximumTokenLength ?? profile.MaximumTokenLength;
        BindingCheck? binding = authorizer.TokenBinding is { } rules
            ? new BindingCheck(rules, Proofs)
            : null;
        return new CompiledAuthorizer(
            IdentitySource.Parse(authorizer.IdentitySource),
            maximumLength,
            new TokenVerifier(issuers, remembered, binding),
            binding,
            claims.Plan)
        {
            Revocation = revocation,
            Metadata = authorizer.ProtectedResource is { } resource ? new ProtectedResourceMetadata(authorizer, resource) : null,
        };
    }

    // A template is one issuer for each tenant: tokens never meet a pattern, only an exact 'iss'.
    private static IEnumerable<CompiledIssuer> Compile(
        JwtConfiguration entry, CompatibilityProfile profile, IssuerKeys keys, CompiledCondition? condition, RevocationCheck? revocation) =>
        entry.Tenants.Count == 0
            ? [new CompiledIssuer(entry, tenant: null, profile, keys, condition, revocation)]
            : entry.Tenants.Select(tenant => new CompiledIssuer(entry, tenant, profile, keys, condition, revocation));
}
