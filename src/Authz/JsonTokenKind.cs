using System.Diagnostics.CodeAnalysis;

namespace Authz;

/// <summary>The kind of token that <see cref="StrictJsonReader"/> is at.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Object and string are the words of JSON.")]
public enum JsonTokenKind : byte
{
    /// <summary>Before the first token, and after a fault.</summary>
    None = 0,

    /// <summary>An object begins.</summary>
    StartObject,

    /// <summary>An object ends.</summary>
    EndObject,

    /// <summary>An array begins.</summary>
    StartArray,

    /// <summary>An array ends.</summary>
    EndArray,

    /// <summary>The name of a member.</summary>
    Name,

    /// <summary>A string.</summary>
#pragma warning disable CA1720 // The word of RFC 8259.
    String,
#pragma warning restore CA1720

    /// <summary>A number.</summary>
    Number,

    /// <summary>The literal <c>true</c>.</summary>
    True,

    /// <summary>The literal <c>false</c>.</summary>
    False,

    /// <summary>The literal <c>null</c>.</summary>
    Null,
}
