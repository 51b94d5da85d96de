using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

/// <summary>A payload as <see cref="TokenPayloadReader"/> reads it.</summary>
internal readonly ref struct PayloadReading
{
    public PayloadReading(ReadOnlySpan<byte> json)
    {
        bool isRead = TokenPayloadReader.TryRead(
            json, new ulong[JsonNameScopes.MaximumNames], ClaimPlan.Empty, [], out UnverifiedPayload payload, out RefusalReason reason);
        Assert.Equal(isRead, reason == RefusalReason.Undecided);
        Payload = payload;
        Reason = reason;
    }

    public PayloadReading(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    public UnverifiedPayload Payload { get; }

    /// <summary>Why the payload is refused; undecided where it is not.</summary>
    public RefusalReason Reason { get; }
}
