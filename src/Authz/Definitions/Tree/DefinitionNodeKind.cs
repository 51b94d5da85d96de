namespace Authz.Definitions.Tree;

/// <summary>What a value of a definition's file is, whatever the file's format.</summary>
internal enum DefinitionNodeKind : byte
{
    Null,
    Boolean,
    Number,
    String,
    List,
    Object,

    /// <summary>A value that an imported file leaves to be decided elsewhere. It fits nothing that is asked for.</summary>
    Unresolved,
}
