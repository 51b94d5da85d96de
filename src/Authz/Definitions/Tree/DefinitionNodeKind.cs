namespace Authz.Definitions.Tree;

/// <summary>The kind of a value in a definition's file, in any format.</summary>
internal enum DefinitionNodeKind : byte
{
    Null,
    Boolean,
    Number,
    String,
    List,
    Object,

    /// <summary>A value that an imported file leaves open. It matches no expected kind.</summary>
    Unresolved,
}
