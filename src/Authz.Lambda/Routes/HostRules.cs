namespace Authz.Lambda.Routes;

/// <summary>Refuses what a definition may have and a Lambda authorizer cannot do.</summary>
internal static class HostRules
{
    /// <exception cref="ApiDefinitionException">There is such a thing; the exception names every one.</exception>
    public static void Require(ApiDefinition definition, LambdaAuthorizerOptions options)
    {
        DefinitionProblem[] problems = [.. OptionalTokens(definition), .. Bindings(definition, options)];
        if (problems.Length > 0)
        {
            throw new ApiDefinitionException(problems);
        }
    }

    private static IEnumerable<DefinitionProblem> OptionalTokens(ApiDefinition definition) =>
        from route in definition.Routes
        where route.Value is { TokenRequired: false }
        select new DefinitionProblem(
            DefinitionProblem.PointerTo("routes", route.Key, "tokenRequired"),
            Line: 0,
            Column: 0,
            "API Gateway calls no Lambda authorizer without its identity source, so this route cannot do without a token.",
            "Remove 'tokenRequired', or deploy the route without an authorizer.");

    private static IEnumerable<DefinitionProblem> Bindings(ApiDefinition definition, LambdaAuthorizerOptions options)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            if (authorizer.TokenBinding is { Dpop: not TokenBindingRule.Refused } && options.AreResultsRemembered)
            {
                yield return new DefinitionProblem(
                    DefinitionProblem.PointerTo("authorizers", name, "tokenBinding", "dpop"),
                    Line: 0,
                    Column: 0,
                    "API Gateway remembers answers, so it would let a proof that was used before pass without asking.",
                    "Deploy the authorizer with a result TTL of 0, and say so here: 'ResultTtlInSeconds', or AUTHZ_RESULT_TTL=0.");
            }

            if (authorizer.TokenBinding is { MutualTls: not TokenBindingRule.Refused })
            {
                yield return new DefinitionProblem(
                    DefinitionProblem.PointerTo("authorizers", name, "tokenBinding", "mutualTls"),
                    Line: 0,
                    Column: 0,
                    "A Lambda authorizer does not see the client's connection, so it cannot tell whose certificate it is.",
                    "Remove it, or run the definition where the connection ends.");
            }
        }
    }
}
