namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Where the content of a field stands: a text, octets, or a message. The zero value is a field that is not there.</summary>
/// <param name="Start">The first octet, behind the field's tag.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct ProtobufField(int Start, int Length)
{
    /// <summary>Whether there is such a field: a tag stands before it.</summary>
    public bool IsThere => Start > 0;

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> octets) => octets.Slice(Start, Length);
}
