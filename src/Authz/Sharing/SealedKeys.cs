using System.Buffers.Binary;

namespace Authz.Sharing;

/// <summary>An issuer's documents with the seal that they were found under, or were given.</summary>
/// <param name="Message">The sealed message.</param>
/// <param name="Record">The same, opened.</param>
internal sealed record SealedKeys(byte[] Message, KeyRecord Record)
{
    /// <summary>What a document is known by: its seal.</summary>
    public UInt128 Id { get; } = BinaryPrimitives.ReadUInt128BigEndian(Message.AsSpan(Message.Length - 16));
}
