using System.Buffers;
using Authz.Routes;

namespace Authz.Definitions;

/// <summary>Says what is wrong with a route.</summary>
internal static class RouteValidator
{
    // Quota "Scopes per route" of HTTP APIs.
    private const int MaximumAwsScopes = 10;

    // RFC 6749 section 3.3: scope-token.
    private static readonly SearchValues<char> s_scope = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <param name="path">Where the route stands.</param>
    /// <param name="key">The route's key; null where it is not one.</param>
    /// <param name="route">The route.</param>
    /// <param name="definition">The definition that holds the route.</param>
    /// <param name="report">What collects the problems.</param>
    public static void Validate(string path, RouteKey? key, RouteDefinition route, ApiDefinition definition, DefinitionReport report)
    {
        ValidateAuthorizer(path, route, definition, report);
        string scopesPath = JsonPointer.Append(path, "authorizationScopes");
        ValidateScopes(scopesPath, route.AuthorizationScopes, route.IsOpen, report);
        ValidateScopes(JsonPointer.Append(path, "allScopes"), route.AllScopes, route.IsOpen, report);
        if (route.AuthorizationScopes.Count > MaximumAwsScopes && definition.Compatibility == CompatibilityMode.Aws)
        {
            report.Add(scopesPath, $"A route has at most {MaximumAwsScopes} scopes in 'aws' compatibility.", "Ask for fewer scopes.");
        }

        if (route.Integration is { } integration)
        {
            IntegrationValidator.Validate(JsonPointer.Append(path, "integration"), integration, key, definition, report);
        }
    }

    private static void ValidateAuthorizer(
        string path, RouteDefinition route, ApiDefinition definition, DefinitionReport report)
    {
        string authorizerPath = JsonPointer.Append(path, "authorizer");
        if (route.Authorizer is null)
        {
            if (!route.IsOpen)
            {
                report.Add(
                    authorizerPath,
                    "The route names no authorizer.",
                    "Add 'authorizer', or make the route open with 'authorizationType': 'NONE'.");
            }
        }
        else if (route.IsOpen)
        {
            report.Add(authorizerPath, "The route is open and names an authorizer.", "Remove 'authorizer' or 'authorizationType': 'NONE'.");
        }
        else if (definition.LambdaAuthorizers.Keys.Contains(route.Authorizer, StringComparer.Ordinal))
        {
            ValidateLambda(path, route, report);
        }
        else if (!definition.Authorizers.Keys.Contains(route.Authorizer, StringComparer.Ordinal))
        {
            IEnumerable<string> names = [.. definition.Authorizers.Keys, .. definition.LambdaAuthorizers.Keys];
            string remedy = NearestName.Find(route.Authorizer, names) is { } meant
                ? $"Did you mean '{meant}'?"
                : "Define it under 'authorizers'.";
            report.Add(authorizerPath, $"There is no authorizer '{route.Authorizer}'.", remedy, code: DefinitionProblem.AuthorizerUnknown);
        }
    }

    private static void ValidateLambda(string path, RouteDefinition route, DefinitionReport report)
    {
        if (route.AuthorizationScopes.Count > 0 || route.AllScopes.Count > 0)
        {
            report.Add(
                JsonPointer.Append(path, route.AuthorizationScopes.Count > 0 ? "authorizationScopes" : "allScopes"),
                "The route's authorizer is a function, which alone decides: scopes would not be looked at.",
                "Remove the scopes, or use a JWT authorizer.");
        }
    }

    private static void ValidateScopes(string path, IReadOnlyList<string> scopes, bool isOpen, DefinitionReport report)
    {
        if (scopes.Count > 0 && isOpen)
        {
            report.Add(path, "The route is open and asks for scopes.", "Remove the scopes, or name an authorizer.");
        }

        for (int index = 0; index < scopes.Count; index++)
        {
            if (scopes[index].Length == 0 || scopes[index].AsSpan().ContainsAnyExcept(s_scope))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{scopes[index]}' is not a scope.",
                    "Write one scope for each item: visible ASCII without spaces, quotes and backslashes.");
            }
        }
    }
}
