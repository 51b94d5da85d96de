using System.Buffers;

namespace Authz.Conditions;

/// <summary>
/// Memory for text that must be decoded before it is compared: a little on the stack, and a rented array for the rest. What was reserved
/// earlier and not kept may be overwritten.
/// </summary>
internal ref struct ConditionBuffer(Span<byte> memory)
{
    private Span<byte> _memory = memory;
    private byte[]? _rented;

    /// <summary>How many bytes are kept.</summary>
    public int Length { get; private set; }

    /// <summary>What is kept.</summary>
    public readonly ReadOnlySpan<byte> Kept => _memory[..Length];

    /// <summary>Memory behind what is kept.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_memory.Length - Length < length)
        {
            Grow(length);
        }

        return _memory.Slice(Length, length);
    }

    /// <summary>Keeps text that stands in the reserved memory, or a copy of text that stands elsewhere.</summary>
    public void Keep(scoped ReadOnlySpan<byte> text)
    {
        Span<byte> memory = Reserve(text.Length);
        if (memory != text)
        {
            text.CopyTo(memory);
        }

        Length += text.Length;
    }

    /// <summary>Gives the rented array back: decoded claims are personal data.</summary>
    public readonly void Dispose()
    {
        if (_rented is not null)
        {
            Return(_rented);
        }
    }

    private static void Return(byte[] rented) => ArrayPool<byte>.Shared.Return(rented, clearArray: true);

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Length + length);
        Kept.CopyTo(larger);
        Dispose();
        _rented = larger;
        _memory = larger;
    }
}
