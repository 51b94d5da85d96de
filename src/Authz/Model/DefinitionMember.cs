namespace Authz;

/// <summary>A named value of an object in a definition's file.</summary>
/// <param name="Name">The name, compared ordinally.</param>
/// <param name="NamePosition">The place of the name.</param>
/// <param name="Value">The value.</param>
public sealed record DefinitionMember(string Name, DefinitionPosition NamePosition, DefinitionNode Value);
