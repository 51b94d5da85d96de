namespace Authz.Definitions.Tree;

/// <summary>A place in a definition's file: line and column from 1, the column in bytes of UTF-8. The zero value is no place.</summary>
internal readonly record struct DefinitionPosition(int Line, int Column);
