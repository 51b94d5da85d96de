using System.Runtime.InteropServices;

namespace Authz.Conditions;

/// <summary>The value of a key in one request. The zero value is unknown, which no operator finds to hold.</summary>
internal readonly ref struct ConditionValue
{
    // A span's parts: with the form beside the length a value fits two registers, and is not copied through memory at every call.
    private readonly ref readonly byte _first;
    private readonly int _length;

    public ConditionValue(ConditionForm form, ReadOnlySpan<byte> text = default)
    {
        Form = form;
        _first = ref MemoryMarshal.GetReference(text);
        _length = text.Length;
    }

    public ConditionForm Form { get; }

    /// <summary>
    /// The characters as UTF-8, unescaped; a number's spelling; a list with its brackets as the token has it; an address's 4 or 16 bytes.
    /// </summary>
    public ReadOnlySpan<byte> Text => MemoryMarshal.CreateReadOnlySpan(in _first, _length);
}

/// <summary>What a value is.</summary>
internal enum ConditionForm : byte
{
    /// <summary>There is no telling: a repeated or empty header, an address that the host does not have, text that is not Unicode.</summary>
    Unknown = 0,

    /// <summary>The key is missing, or JSON null.</summary>
    Missing,

    /// <summary>A string of the token.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>JSON <c>true</c>.</summary>
    True,

    /// <summary>JSON <c>false</c>.</summary>
    False,

    /// <summary>A list of the token.</summary>
    List,

    /// <summary>An object of the token.</summary>
    Object,

    /// <summary>A text of the request, which is read as the operator's type.</summary>
    RequestText,

    /// <summary>An address.</summary>
    Address,
}
