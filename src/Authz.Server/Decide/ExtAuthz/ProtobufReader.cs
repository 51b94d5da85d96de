namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// Reads the fields of one message in protocol buffers (https://protobuf.dev/programming-guides/encoding/) where they stand, and makes
/// nothing of those that nobody looks at.
/// </summary>
/// <param name="octets">What the message stands in.</param>
/// <param name="message">Where it stands.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> octets, ProtobufField message)
{
    private const int FieldShift = 3;
    private const int WireTypes = (1 << FieldShift) - 1;
    private const int MaximumVarintBits = 64;

    private readonly ReadOnlySpan<byte> _octets = octets;
    private readonly int _end = message.Start + message.Length;
    private int _position = message.Start;

    /// <summary>The number of the field that was read.</summary>
    public int Number { get; private set; }

    /// <summary>Where its content stands; nowhere if it is a number.</summary>
    public ProtobufField Field { get; private set; }

    /// <summary>Whether all that was read was well-formed.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Reads the next field; false after the last, and at one that is not well-formed.</summary>
    public bool Read()
    {
        if (_position == _end)
        {
            return false;
        }

        IsSound = TryReadVarint(out ulong tag) && tag is > WireTypes and <= uint.MaxValue && TryReadContent((int)(tag & WireTypes));
        Number = (int)(tag >> FieldShift);
        return IsSound;
    }

    // A message has no groups: they are of an older edition, and nobody sends them.
    private bool TryReadContent(int wireType)
    {
        Field = default;
        switch (wireType)
        {
            case 0:
                return TryReadVarint(out _);
            case 1:
                return TrySkip(sizeof(ulong));
            case 2:
                if (!TryReadVarint(out ulong length))
                {
                    return false;
                }

                int start = _position;
                Field = new ProtobufField(start, (int)Math.Min(length, int.MaxValue));
                return TrySkip(length);
            case 5:
                return TrySkip(sizeof(uint));
            default:
                return false;
        }
    }

    private bool TrySkip(ulong count)
    {
        if (count > (ulong)(_end - _position))
        {
            return false;
        }

        _position += (int)count;
        return true;
    }

    // Seven bits an octet, the lowest first; the tenth has room for one.
    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < MaximumVarintBits && _position < _end; shift += 7)
        {
            byte next = _octets[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return shift < MaximumVarintBits - 1 || next <= 1;
            }
        }

        return false;
    }
}
