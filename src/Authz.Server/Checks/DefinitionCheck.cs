using Authz.Definitions;
using Authz.Import;

namespace Authz.Server.Checks;

/// <summary>Finds errors, probable mistakes and notable facts in a definition, without a network.</summary>
internal static class DefinitionCheck
{
    // Comparing each route with each other would take minutes beyond this; the service's quota is 300.
    private const int MaximumComparedRoutes = 2_000;

    /// <summary>Every finding, in the file's order.</summary>
    public static IReadOnlyList<Finding> Run(ImportedDefinition imported)
    {
        List<Finding> findings =
        [
            .. imported.Problems.Select(problem => ToFinding(problem, FindingSeverity.Error)),
            .. imported.Notices.Select(notice => ToFinding(notice, SeverityOfNotice(notice.Code))),
        ];
        if (imported.Tree is { } tree)
        {
            // Checks that look at one thing can speak of what could be read, even if the whole is not usable.
            ApiDefinition model = imported.Definition ?? DefinitionLoader.Read(tree, new DefinitionReport());
            CheckContext context = new(model, tree, imported);
            RunModelChecks(context, isWhole: imported.Definition is not null);
            findings.AddRange(context.Findings);
        }

        return InOrder(findings);
    }

    /// <summary>The findings for a deployment as a Lambda authorizer; none if the definition cannot be used.</summary>
    public static IReadOnlyList<Finding> RunForLambda(ImportedDefinition imported)
    {
        if (imported is not { Definition: { } definition, Tree: { } tree } || definition.Routes.Count > MaximumComparedRoutes)
        {
            return [];
        }

        CheckContext context = new(definition, tree, imported);
        LambdaHostCheck.Run(context);
        TokenBindingCheck.RunForLambda(context);
        RevocationCheck.RunForLambda(context);
        return context.Findings;
    }

    /// <summary>The findings about who can change the files; none if the definition cannot be used.</summary>
    /// <param name="imported">The definition.</param>
    /// <param name="files">The files that it was read from.</param>
    public static IReadOnlyList<Finding> RunOnFiles(ImportedDefinition imported, IEnumerable<string> files)
    {
        if (imported is not { Definition: { } definition, Tree: { } tree })
        {
            return [];
        }

        CheckContext context = new(definition, tree, imported);
        FileTrustCheck.Run(context, files);
        return context.Findings;
    }

    /// <summary>The findings about the issuers themselves; none if the definition cannot be used.</summary>
    public static async Task<IReadOnlyList<Finding>> RunOnlineAsync(
        ImportedDefinition imported, ApiAuthorizerOptions options, CancellationToken cancellationToken)
    {
        if (imported is not { Definition: { } definition, Tree: { } tree })
        {
            return [];
        }

        CheckContext context = new(definition, tree, imported);
        await OnlineCheck.RunAsync(context, options, cancellationToken);
        return context.Findings;
    }

    public static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings.Distinct()
            .OrderBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => (finding.Line, finding.Column))
            .ThenBy(finding => finding.Code, StringComparer.Ordinal),
    ];

    private static void RunModelChecks(CheckContext context, bool isWhole)
    {
        if (context.Routes.Count <= MaximumComparedRoutes)
        {
            OpenRouteCheck.Run(context, isWhole);
            WeakerCatcherCheck.Run(context);
            ProxyVariableCheck.Run(context);
            RouteReachCheck.Run(context);
        }

        IssuerCheck.Run(context);
        IssuerTrustCheck.Run(context);
        IdentitySourceCheck.Run(context);
        ProtectedResourceCheck.Run(context);
        TokenBindingCheck.Run(context);
        RevocationCheck.Run(context);
        LambdaAuthorizerCheck.Run(context);
        ScopeCheck.Run(context);
        ConditionCheck.Run(context);
        CorsCheck.Run(context);
        QuotaCheck.Run(context);
        AwsDifferenceCheck.Run(context);
        if (isWhole)
        {
            // If routes could not be read, it is unknown whether there are any, and which authorizers they use.
            UnusedAuthorizerCheck.Run(context);
            MissingRoutesCheck.Run(context);
        }
    }

    private static Finding ToFinding(DefinitionProblem problem, FindingSeverity severity) =>
        new(problem.Code, severity, problem.Path, problem.Line, problem.Column, problem.Message, problem.Remedy)
        {
            File = problem.File,
        };

    // An unsupported feature that does not affect access is a note.
    private static FindingSeverity SeverityOfNotice(string code) =>
        code == CheckCodes.NotSupported.Name ? FindingSeverity.Note : CheckCodes.All.First(known => known.Name == code).Severity;
}
