using Authz.Definitions.Tree;
using Authz.Definitions.Validation;

namespace Authz.Server.Checks;

/// <summary>Fetches each issuer's discovery document and keys as the engine does, and reports the result.</summary>
internal static class OnlineCheck
{
    private static readonly string[] s_slowAlgorithms = ["ES384", "ES512"];

    /// <param name="context">The check; its definition is usable.</param>
    /// <param name="options">The settings for fetching keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task RunAsync(CheckContext context, ApiAuthorizerOptions options, CancellationToken cancellationToken)
    {
        using ApiAuthorizer authorizer = new(context.Definition, options with { RunsLambdaAuthorizers = true, ReadsTools = true });
        await authorizer.WarmUpAsync(cancellationToken);
        ILookup<string, IssuerKeyStatus> byIssuer = authorizer.Issuers.ToLookup(status => status.Issuer, StringComparer.Ordinal);
        foreach ((string name, AuthorizerDefinition definition) in context.Definition.Authorizers)
        {
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            for (int index = 0; index < definition.JwtConfiguration.Count; index++)
            {
                JwtConfiguration entry = definition.JwtConfiguration[index];
                foreach (IssuerKeyStatus status in byIssuer[entry.Issuer])
                {
                    Report(context, JsonPointer.Append(JsonPointer.Append(entries, index), "issuer"), entry, status);
                }
            }
        }
    }

    // Some providers publish their metadata elsewhere, such as Azure AD B2C.
    private static string OtherSource(JwtConfiguration entry) =>
        KeySourceValidator.HasSource(entry) ? "" : ", or name where its keys are, as 'metadataUri' or 'jwksUri'";

    private static void Report(CheckContext context, string path, JwtConfiguration entry, IssuerKeyStatus status)
    {
        if (!status.IsUsable)
        {
            context.Report(
                CheckCodes.IssuerUnusable,
                path,
                $"There are no keys of '{status.Issuer}': {status.LastError}",
                $"Correct the issuer, its spelling or the route to it{OtherSource(entry)}; until then its tokens cannot be decided.");
            return;
        }

        string keys = string.Join(", ", status.Keys.Select(key => $"'{key.KeyId}' ({string.Join(' ', key.Algorithms)})"));
        string warnings = string.Concat(status.Warnings.Select(warning => $" {warning}"));
        context.Report(
            CheckCodes.IssuerKeys,
            path,
            $"The keys of '{status.Issuer}' from {status.KeySource}: {keys}.{warnings}",
            "Compare them with the issuer's own list.");
        string[] algorithms = [.. status.Keys.SelectMany(key => key.Algorithms).Distinct(StringComparer.Ordinal)];
        foreach (string slow in algorithms.Intersect(s_slowAlgorithms, StringComparer.Ordinal))
        {
            context.Report(
                CheckCodes.KeySlowCurve,
                path,
                $"The issuer has a key for {slow}, whose signatures take several times as long to verify as those of ES256.",
                "Prefer ES256 or RS256 under load.");
        }

        foreach (string missing in (entry.Algorithms ?? []).Except(algorithms, StringComparer.Ordinal))
        {
            context.Report(
                CheckCodes.AlgorithmWithoutKey,
                path,
                $"The issuer has no key for {missing}, which the authorizer accepts.",
                "Remove it from 'algorithms'.");
        }
    }
}
