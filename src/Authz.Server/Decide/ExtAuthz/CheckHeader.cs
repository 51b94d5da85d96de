using System.Text;
using System.Text.Unicode;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Where one header of the client's stands in a question.</summary>
/// <param name="Name">Its name, in visible ASCII.</param>
/// <param name="Value">Its value as text, in UTF-8; of no length if it is told as octets.</param>
/// <param name="RawValue">Its value as octets; of no length if it is told as text.</param>
internal readonly record struct CheckHeader(ProtobufField Name, ProtobufField Value, ProtobufField RawValue)
{
    /// <summary>Whether it can be read, and in one way.</summary>
    public bool IsSound(ReadOnlySpan<byte> octets) =>
        Name.Length > 0
        && !Name.In(octets).ContainsAnyExceptInRange((byte)'!', (byte)'~')
        && (Value.Length == 0 || RawValue.Length == 0)
        && Utf8.IsValid(Value.In(octets));

    /// <summary>The octets of its value, however they are told.</summary>
    public ReadOnlySpan<byte> OctetsOf(ReadOnlySpan<byte> octets) => (RawValue.Length > 0 ? RawValue : Value).In(octets);

    /// <summary>Its value; octets are characters, as everywhere in this program.</summary>
    public string TextOf(ReadOnlySpan<byte> octets) =>
        (RawValue.Length > 0 ? Encoding.Latin1 : Encoding.UTF8).GetString(OctetsOf(octets));
}
