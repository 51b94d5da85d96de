using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of the routes of a definition.</summary>
internal sealed class RouteValidator
{
    private readonly ApiDefinition _definition;
    private readonly DefinitionReport _report;

    // The definition's own dictionaries may compare otherwise, and searching them ordinally for each route is slow.
    private readonly HashSet<string> _jwtAuthorizers;
    private readonly HashSet<string> _lambdaAuthorizers;

    /// <param name="definition">The definition that holds the routes.</param>
    /// <param name="report">Collects the problems.</param>
    public RouteValidator(ApiDefinition definition, DefinitionReport report)
    {
        _definition = definition;
        _report = report;
        _jwtAuthorizers = new HashSet<string>(definition.Authorizers.Keys, StringComparer.Ordinal);
        _lambdaAuthorizers = new HashSet<string>(definition.LambdaAuthorizers.Keys, StringComparer.Ordinal);
    }

    /// <param name="path">The route's place.</param>
    /// <param name="key">The route's key; null if it is not one.</param>
    /// <param name="route">The route.</param>
    public void Validate(string path, RouteKey? key, RouteDefinition route)
    {
        RouteFormat.Route.CheckRanges(path, route, _report);
        ValidateAuthorizer(path, route);
        ValidateTokenRequired(JsonPointer.Append(path, "tokenRequired"), route);
        string scopesPath = JsonPointer.Append(path, "authorizationScopes");
        string? tokenless = route.IsOpen ? "is open" : route.RequiresIam ? "asks for IAM" : null;
        ValidateScopes(scopesPath, route.AuthorizationScopes, tokenless);
        ValidateScopes(JsonPointer.Append(path, "allScopes"), route.AllScopes, tokenless);
        ValidateCondition(path, key, route, tokenless);
        ToolValidator.Validate(path, key, route, _definition, _report);
        CompatibilityProfile profile = CompatibilityProfile.Of(_definition.Compatibility);
        ExtensionValidator.Validate(path, route, profile, _report);
        if (route.AuthorizationScopes.Count > profile.MaximumScopes)
        {
            _report.Add(
                scopesPath,
                $"A route has at most {profile.MaximumScopes} scopes in '{profile.Name}' compatibility.",
                "Ask for fewer scopes.");
        }

        if (route.Integration is { } integration)
        {
            IntegrationValidator.Validate(JsonPointer.Append(path, "integration"), integration, key, _definition, _report);
            ValidateWebSockets(path, integration, route);
        }
    }

    private void ValidateAuthorizer(string path, RouteDefinition route)
    {
        string authorizerPath = JsonPointer.Append(path, "authorizer");
        if (route.Authorizer is null)
        {
            if (route is { IsOpen: false, RequiresIam: false })
            {
                _report.Add(
                    authorizerPath,
                    "The route names no authorizer.",
                    "Add 'authorizer', or make the route open with 'authorizationType': 'NONE'.");
            }
        }
        else if (route.IsOpen || route.RequiresIam)
        {
            (string what, string type) = route.IsOpen ? ("is open", "NONE") : ("asks for IAM", "AWS_IAM");
            _report.Add(
                authorizerPath, $"The route {what} and names an authorizer.", $"Remove 'authorizer' or 'authorizationType': '{type}'.");
        }
        else if (_lambdaAuthorizers.Contains(route.Authorizer))
        {
            ValidateLambda(path, route);
        }
        else if (!_jwtAuthorizers.Contains(route.Authorizer))
        {
            IEnumerable<string> names = _definition.Authorizers.Keys.Concat(_definition.LambdaAuthorizers.Keys);
            string remedy = NearestName.Find(route.Authorizer, names) is { } meant
                ? $"Did you mean '{meant}'?"
                : "Define it under 'authorizers'.";
            _report.Add(authorizerPath, $"There is no authorizer '{route.Authorizer}'.", remedy, code: DefinitionProblemCodes.AuthorizerUnknown);
        }
    }

    // An open WebSocket is judged again and again, which neither a function nor a proof allows.
    private void ValidateWebSockets(string path, IntegrationDefinition integration, RouteDefinition route)
    {
        string? why = !integration.WebSockets || route.Authorizer is not { } name ? null
            : _lambdaAuthorizers.Contains(name) ? "a function"
            : _definition.Authorizers.GetValueOrDefault(name)?.TokenBinding is { Dpop: not TokenBindingRule.Refused } ? "for DPoP proofs"
            : null;
        string webSocketsPath = JsonPointer.Append(JsonPointer.Append(path, "integration"), "webSockets");
        if (why is not null)
        {
            _report.Add(
                webSocketsPath,
                $"The route's authorizer asks {why}, and an open WebSocket must be judged again without asking.",
                "Remove it, or use an authorizer of bearer tokens.");
        }

        if (integration.WebSockets && route.Tools is not null)
        {
            _report.Add(webSocketsPath, "The route has tools, and nobody reads which of them a WebSocket's messages call.", "Remove it, or the tools.");
        }
    }

    private void ValidateTokenRequired(string path, RouteDefinition route)
    {
        if (route.TokenRequired)
        {
            return;
        }

        if (route.IsOpen || route.RequiresIam || (route.Authorizer is { } name && _lambdaAuthorizers.Contains(name)))
        {
            _report.Add(path, "The route has no JWT authorizer, so no token is required anyway.", "Remove it.");
        }
        else if (DemandOf(route) is { } demand)
        {
            _report.Add(
                path,
                $"The route asks for {demand}, which a request without a token would escape.",
                $"Remove 'tokenRequired', or the {demand}.");
        }
    }

    private static string? DemandOf(RouteDefinition route) =>
        route.AuthorizationScopes.Count > 0 || route.AllScopes.Count > 0 ? "scopes"
        : route.Condition is not null ? "condition"
        : route.StepUp is not null ? "step-up"
        : null;

    private void ValidateCondition(string path, RouteKey? key, RouteDefinition route, string? tokenless)
    {
        string conditionPath = JsonPointer.Append(path, ConditionFormat.Name);
        string stepUpPath = JsonPointer.Append(path, StepUpFormat.StepUp.Name);
        ConditionValidator.ValidateRoute(conditionPath, route.Condition, key, _report);
        if (route.StepUp is { } stepUp)
        {
            StepUpValidator.Validate(stepUpPath, stepUp, _report);
        }

        bool isLambda = route.Authorizer is { } name && _lambdaAuthorizers.Contains(name);
        if (!isLambda && tokenless is null)
        {
            return;
        }

        (string why, string remedy) = isLambda
            ? ("The route's authorizer is a function, which decides alone", "use a JWT authorizer")
            : ($"The route {tokenless}", "name an authorizer");
        foreach ((string member, bool isSet) in
            (ReadOnlySpan<(string, bool)>)[(conditionPath, route.Condition is not null), (stepUpPath, route.StepUp is not null)])
        {
            if (isSet)
            {
                _report.Add(member, $"{why}: this would be ignored.", $"Remove it, or {remedy}.");
            }
        }
    }

    private void ValidateLambda(string path, RouteDefinition route)
    {
        if (route.AuthorizationScopes.Count > 0 || route.AllScopes.Count > 0)
        {
            _report.Add(
                JsonPointer.Append(path, route.AuthorizationScopes.Count > 0 ? "authorizationScopes" : "allScopes"),
                "The route's authorizer is a function, which decides alone: scopes would be ignored.",
                "Remove the scopes, or use a JWT authorizer.");
        }
    }

    private void ValidateScopes(string path, IReadOnlyList<string> scopes, string? tokenless)
    {
        if (scopes.Count > 0 && tokenless is not null)
        {
            _report.Add(path, $"The route {tokenless} and asks for scopes.", "Remove the scopes, or name an authorizer.");
        }

        ScopeValidator.Validate(path, scopes, _report);
    }
}
