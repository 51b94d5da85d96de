namespace Authz.Import.OpenApi;

/// <summary>An operation of a document.</summary>
/// <param name="Key">Its route key.</param>
/// <param name="Method">Its method; <c>ANY</c> for every one.</param>
/// <param name="Position">The place of its method's name.</param>
/// <param name="Value">The operation: an object, or null.</param>
internal sealed record OpenApiOperation(string Key, string Method, DefinitionPosition Position, DefinitionNode Value)
{
    private const string IntegrationExtension = "x-amazon-apigateway-integration";

    /// <summary>The operation's own security requirements; null if it has none.</summary>
    public DefinitionNode? Security => Value.Find("security")?.Value;

    public DefinitionNode? Integration => Value.Find(IntegrationExtension)?.Value;
}
