using System.Diagnostics.CodeAnalysis;

namespace Authz;

/// <summary>The kind of a value in a definition's file, the same for every file format.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Object and string are the words of JSON.")]
public enum DefinitionNodeKind : byte
{
    /// <summary>Null.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number, spelled as JSON spells it.</summary>
    Number,

    /// <summary>A text.</summary>
    String,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>Values by name, no two of one name.</summary>
    Object,

    /// <summary>A value that the file leaves to be decided elsewhere. It is a problem wherever a value is needed.</summary>
    Unresolved,
}
