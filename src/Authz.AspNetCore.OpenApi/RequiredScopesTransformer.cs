using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Authz.AspNetCore.OpenApi;

/// <summary>Writes the scopes that an endpoint's policies ask for, as authorization itself combines them.</summary>
internal sealed class RequiredScopesTransformer(string securityScheme) : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    // Alternatives multiply; beyond this many, an operation asks for the scheme alone.
    private const int MaximumAlternatives = 64;

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        AuthorizationPolicy? policy = await AuthorizationPolicy.CombineAsync(
            context.ApplicationServices.GetRequiredService<IAuthorizationPolicyProvider>(),
            metadata.OfType<IAuthorizeData>(),
            metadata.OfType<AuthorizationPolicy>()).ConfigureAwait(false);
        if (policy is null)
        {
            return;
        }

        OpenApiSecuritySchemeReference scheme = new(securityScheme, context.Document);
        operation.Security =
        [
            .. AlternativesOf(policy).Select(scopes => new OpenApiSecurityRequirement { [scheme] = [.. scopes] }),
        ];
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No token, or one that is refused." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = "The token lacks a scope." });
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes.TryAdd(
            securityScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
        return Task.CompletedTask;
    }

    // Each set of scopes that suffices: one of each requirement's alternatives.
    private static List<IReadOnlyList<string>> AlternativesOf(AuthorizationPolicy policy)
    {
        List<IReadOnlyList<string>> alternatives = [[]];
        foreach (ScopeRequirement requirement in policy.Requirements.OfType<ScopeRequirement>())
        {
            IReadOnlyList<string>[] added = requirement.AsksForAll
                ? [requirement.Scopes]
                : [.. requirement.Scopes.Select(scope => (IReadOnlyList<string>)[scope])];
            if (alternatives.Count * added.Length > MaximumAlternatives)
            {
                return [[]];
            }

            alternatives =
            [
                .. from one in alternatives
                   from more in added
                   select (IReadOnlyList<string>)[.. one.Union(more, StringComparer.Ordinal)],
            ];
        }

        return alternatives;
    }
}
