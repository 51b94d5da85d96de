namespace Authz.Definitions.Tree;

/// <summary>A named value of an object, with the place of its name.</summary>
internal sealed record DefinitionMember(string Name, DefinitionPosition NamePosition, DefinitionNode Value);
