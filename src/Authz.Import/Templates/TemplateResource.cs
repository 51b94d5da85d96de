namespace Authz.Import.Templates;

/// <summary>A resource of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Position">Its place.</param>
/// <param name="Type">Its type.</param>
/// <param name="Properties">Its properties, evaluated.</param>
/// <param name="Written">Its properties as the file writes them; null for none.</param>
internal sealed record TemplateResource(
    string LogicalId, DefinitionPosition Position, string Type, DefinitionNode Properties, DefinitionNode? Written);
