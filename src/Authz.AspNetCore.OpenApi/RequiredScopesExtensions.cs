using Authz.AspNetCore.OpenApi;
using Microsoft.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Writes what endpoints ask for into OpenAPI documents.</summary>
public static class RequiredScopesExtensions
{
    /// <summary>
    /// Gives each operation whose endpoint asks for a token the security requirements of its scopes, and the document the security scheme,
    /// unless it has one of that name.
    /// </summary>
    /// <param name="options">The options of a document.</param>
    /// <param name="securityScheme">The name of the security scheme in the document.</param>
    public static OpenApiOptions AddRequiredScopes(this OpenApiOptions options, string securityScheme = "Bearer")
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(securityScheme);
        RequiredScopesTransformer transformer = new(securityScheme);
        return options.AddOperationTransformer(transformer).AddDocumentTransformer(transformer);
    }
}
