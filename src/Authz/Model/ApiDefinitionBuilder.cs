using System.Runtime.CompilerServices;
using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Definitions.Validation;

namespace Authz;

/// <summary>Makes an API definition in code. Nothing is checked before <see cref="Build"/>, which reports everything at once.</summary>
public sealed class ApiDefinitionBuilder
{
    private readonly OrderedDictionary<string, AuthorizerDefinition> _authorizers = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, LambdaAuthorizerDefinition> _lambdaAuthorizers = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, RouteDefinition> _routes = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, StageDefinition> _stages = new(StringComparer.Ordinal);
    private readonly DefinitionReport _report = new();
    private CompatibilityMode _compatibility;

    /// <summary>Sets the compatibility mode.</summary>
    /// <param name="mode">The mode; <see cref="CompatibilityMode.Standard"/> if this is not called.</param>
    public ApiDefinitionBuilder UseCompatibility(CompatibilityMode mode)
    {
        _compatibility = mode;
        return this;
    }

    /// <summary>Adds an authorizer of one issuer, which takes its token from the header <c>Authorization</c>.</summary>
    /// <param name="name">The name that routes refer to.</param>
    /// <param name="issuer">The exact <c>iss</c>: an https URL, or http on a loopback address.</param>
    /// <param name="audience">The accepted values of <c>aud</c>, or of <c>client_id</c> if <c>aud</c> is absent; at least one.</param>
    public ApiDefinitionBuilder AddJwtAuthorizer(string name, string issuer, params IReadOnlyList<string> audience)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ThrowIfAnyNull(audience);
        return AddAuthorizer(name, new AuthorizerDefinition { JwtConfiguration = [new() { Issuer = issuer, Audience = audience }] });
    }

    /// <summary>Adds an authorizer.</summary>
    /// <param name="name">The name that routes refer to.</param>
    /// <param name="authorizer">The authorizer.</param>
    public ApiDefinitionBuilder AddAuthorizer(string name, AuthorizerDefinition authorizer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(authorizer);
        if (!_authorizers.TryAdd(name, authorizer))
        {
            ReportTwice(name);
        }

        return this;
    }

    /// <summary>Adds an authorizer that is a function.</summary>
    /// <param name="name">The name that routes refer to.</param>
    /// <param name="authorizer">The authorizer.</param>
    public ApiDefinitionBuilder AddLambdaAuthorizer(string name, LambdaAuthorizerDefinition authorizer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(authorizer);
        if (!_lambdaAuthorizers.TryAdd(name, authorizer))
        {
            ReportTwice(name);
        }

        return this;
    }

    /// <summary>Adds a route that has an authorizer.</summary>
    /// <param name="key">The route key, such as <c>GET /pets/{id}</c>.</param>
    /// <param name="authorizer">The authorizer's name.</param>
    /// <param name="scopes">Scopes of which the token must have at least one; empty to require none.</param>
    public ApiDefinitionBuilder AddRoute(string key, string authorizer, params IReadOnlyList<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(authorizer);
        ThrowIfAnyNull(scopes);
        return AddRoute(key, new RouteDefinition { Authorizer = authorizer, AuthorizationScopes = scopes });
    }

    /// <summary>Adds a route that anyone may have.</summary>
    /// <param name="key">The route key, such as <c>GET /health</c>.</param>
    public ApiDefinitionBuilder AddOpenRoute(string key) => AddRoute(key, new RouteDefinition { IsOpen = true });

    /// <summary>Adds a route.</summary>
    /// <param name="key">The route key, such as <c>GET /pets/{id}</c>.</param>
    /// <param name="route">The route's requirements and integration.</param>
    public ApiDefinitionBuilder AddRoute(string key, RouteDefinition route)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(route);
        if (!_routes.TryAdd(key, route))
        {
            _report.Add(JsonPointer.Append("/routes", key), $"The route '{key}' was added twice.", "Remove one of the two.");
        }

        return this;
    }

    /// <summary>Adds a stage.</summary>
    /// <param name="name">The name: <c>$default</c>, or letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="stage">The stage.</param>
    public ApiDefinitionBuilder AddStage(string name, StageDefinition stage)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(stage);
        if (!_stages.TryAdd(name, stage))
        {
            _report.Add(JsonPointer.Append("/stages", name), $"The stage '{name}' was added twice.", "Remove one of the two.");
        }

        return this;
    }

    /// <summary>Makes the definition. The builder can be used further; definitions already made do not change.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem.</exception>
    public ApiDefinition Build()
    {
        ApiDefinition definition = new()
        {
            Authorizers = new OrderedDictionary<string, AuthorizerDefinition>(_authorizers, StringComparer.Ordinal),
            LambdaAuthorizers = new OrderedDictionary<string, LambdaAuthorizerDefinition>(_lambdaAuthorizers, StringComparer.Ordinal),
            Routes = new OrderedDictionary<string, RouteDefinition>(_routes, StringComparer.Ordinal),
            Stages = new OrderedDictionary<string, StageDefinition>(_stages, StringComparer.Ordinal),
            Compatibility = _compatibility,
        };
        List<DefinitionProblem> problems = [.. _report.Problems, .. DefinitionValidator.Validate(definition)];
        return problems.Count == 0 ? definition : throw new ApiDefinitionException(problems);
    }

    private static void ThrowIfAnyNull(
        IReadOnlyList<string?> values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        foreach (string? value in values)
        {
            ArgumentNullException.ThrowIfNull(value, parameter);
        }
    }

    private void ReportTwice(string authorizer) => _report.Add(
        JsonPointer.Append("/authorizers", authorizer),
        $"The authorizer '{authorizer}' was added twice.",
        "Give each authorizer a name of its own.");
}
