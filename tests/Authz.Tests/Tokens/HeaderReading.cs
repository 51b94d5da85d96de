using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

/// <summary>A header as <see cref="TokenHeaderReader"/> reads it.</summary>
internal readonly ref struct HeaderReading
{
    public HeaderReading(ReadOnlySpan<byte> json)
    {
        bool isRead = TokenHeaderReader.TryRead(
            json, new ulong[JsonNameScopes.MaximumNames], new byte[TokenHeaderReader.ScratchLength], out UnverifiedHeader header,
            out RefusalReason reason);
        Assert.Equal(isRead, reason == RefusalReason.Undecided);
        Header = header;
        Reason = reason;
    }

    public HeaderReading(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    public UnverifiedHeader Header { get; }

    /// <summary>Why the header is refused; undecided where it is not.</summary>
    public RefusalReason Reason { get; }
}
