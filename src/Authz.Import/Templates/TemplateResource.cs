namespace Authz.Import.Templates;

/// <summary>A resource of a template, its properties evaluated.</summary>
internal sealed record TemplateResource(string LogicalId, DefinitionPosition Position, string Type, DefinitionNode Properties);
