using System.Buffers;
using Authz.Definitions.Tree;
using Authz.Keys.Sources;
using Authz.ProtectedResources;
using Authz.Targets;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of protected resources.</summary>
internal static class ProtectedResourceValidator
{
    private const int MaximumLength = 2048;

    // RFC 9110 section 11.2: characters that end a challenge's parameter for one client or another.
    private static readonly SearchValues<char> s_breakingChallenges = SearchValues.Create(",'");

    public static void Validate(
        string path, ProtectedResourceDefinition resource, AuthorizerDefinition authorizer, DefinitionReport report)
    {
        if (ProblemOf(resource.Resource) is { } problem)
        {
            report.Add(
                JsonPointer.Append(path, "resource"),
                $"The resource {problem}.",
                "Write the absolute https URL that clients call, such as 'https://mcp.example.com/mcp'.");
        }

        ScopeValidator.Validate(JsonPointer.Append(path, "scopesSupported"), resource.ScopesSupported, report);
        if (resource.ResourceDocumentation is { } page && TrustedUrl.ProblemOf(page, InsecureHosts.None) is { } fault)
        {
            report.Add(
                JsonPointer.Append(path, "resourceDocumentation"),
                $"The documentation's URL {fault}.",
                "Write an absolute https URL, or leave it out.");
        }

        ValidateServers(JsonPointer.Append(path, "authorizationServers"), resource, authorizer, report);
    }

    /// <summary>Reports places of metadata that would have two contents.</summary>
    public static void ValidatePaths(ApiDefinition definition, DefinitionReport report)
    {
        ILookup<string, string> routes = definition.Routes.Keys.ToLookup(key => key[(key.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            if (authorizer.ProtectedResource is not { } resource || ProblemOf(resource.Resource) is not null
                || !IdentitySource.TryParse(authorizer.IdentitySource, out _))
            {
                continue;
            }

            string path = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "protectedResource");
            MetadataUrl url = MetadataUrl.Of(resource.Resource);
            foreach (string key in routes[url.Path])
            {
                report.Add(
                    JsonPointer.Append("/routes", key),
                    $"The metadata of '{resource.Resource}' is served at this path.",
                    "Remove the route: metadata needs none.",
                    code: DefinitionProblemCodes.RouteConflict);
            }

            byte[] document = MetadataDocument.Write(authorizer, resource);
            if (!documents.TryAdd(url.Target, document) && !documents[url.Target].AsSpan().SequenceEqual(document))
            {
                report.Add(
                    path,
                    $"Another authorizer describes a resource otherwise at '{url.Target}', and only the request's 'Host' could tell them apart.",
                    "Give each resource a path of its own, or both authorizers the same description.");
            }
        }
    }

    private static void ValidateServers(
        string path, ProtectedResourceDefinition resource, AuthorizerDefinition authorizer, DefinitionReport report)
    {
        for (int index = 0; index < resource.AuthorizationServers.Count && !report.IsFull; index++)
        {
            if (!MetadataDocument.IsServer(resource.AuthorizationServers[index]))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{resource.AuthorizationServers[index]}' is not an authorization server.",
                    "Write its issuer identifier: an https URL without query and fragment.");
            }
        }

        // Each is a problem of its own if it is empty, which needs no second one.
        string? unknown = authorizer.JwtConfiguration.Select(entry => entry.Issuer)
            .FirstOrDefault(issuer => issuer.Length > 0 && !MetadataDocument.IsServer(issuer));
        if (resource.AuthorizationServers.Count == 0 && unknown is not null)
        {
            report.Add(
                path,
                $"Clients cannot find an authorization server by the issuer '{unknown}'.",
                "Add 'authorizationServers' with the https URLs of the servers that issue the tokens.");
        }
    }

    // What follows "The resource" in a sentence.
    private static string? ProblemOf(string resource) =>
        resource.Length == 0 ? "is missing"
        : resource.Length > MaximumLength ? $"is longer than {MaximumLength} characters"
        : TrustedUrl.ProblemOf(resource, InsecureHosts.None) is { } problem ? Shorten(problem)
        : resource.AsSpan().ContainsAny(s_breakingChallenges) ? "has a comma or an apostrophe, which not every client reads in a challenge"
        : !CanonicalTarget.TryRead(MetadataUrl.Of(resource).Target, out RequestTarget target) || target.HasEncodedSlash
            ? "has a path that is not canonical"
        : null;

    // Keys are fetched from hosts that the definition may trust; a resource has none.
    private static string Shorten(string problem) =>
        problem.StartsWith("is not https", StringComparison.Ordinal) ? "is neither https nor on a loopback address" : problem;
}
