using System.Security.Cryptography;
using Authz.Keys;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;

namespace Authz.Tests.Keys.Snapshots;

/// <summary>Bytes that carry the hash of their own content and yet are no snapshot.</summary>
public sealed class KeySnapshotFormatTests
{
    private const int TimeEnd = sizeof(long);

    private static readonly byte[] s_sound = KeySnapshotFormat.Write(
        new KeySnapshotContent("i", "s", DateTimeOffset.UnixEpoch, new KeyDocuments([1], [2])));

    private static readonly byte[] s_body = s_sound[(s_sound.AsSpan().IndexOf((byte)'\n') + 1 + SHA256.HashSizeInBytes)..];

    [Fact]
    public void Reads_ItsOwnOutput() => Assert.NotNull(KeySnapshotFormat.Read(Seal(s_body)));

    [Fact]
    public void Reads_ItsOwnOutput_WithoutADiscoveryDocument_AndAtTheEndOfTheCalendar()
    {
        KeySnapshotContent content = KeySnapshotFormat.Read(
            KeySnapshotFormat.Write(new KeySnapshotContent("i", "s", DateTimeOffset.MaxValue, new KeyDocuments(null, [2]))))!;

        Assert.Null(content.Documents.Discovery);
        Assert.Equal([2], content.Documents.KeySet);
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), content.FetchedAt.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Rejects_ATimeOutsideTheCalendar()
    {
        Assert.Null(KeySnapshotFormat.Read(Seal([.. BigEndian(-1L), .. s_body[TimeEnd..]])));
        Assert.Null(
            KeySnapshotFormat.Read(Seal([.. BigEndian(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() + 1), .. s_body[TimeEnd..]])));
    }

    [Fact]
    public void Rejects_EveryBodyOfAnotherLength()
    {
        for (int length = 0; length < s_body.Length; length++)
        {
            Assert.Null(KeySnapshotFormat.Read(Seal(s_body[..length])));
        }

        Assert.Null(KeySnapshotFormat.Read(Seal([.. s_body, 0])));
    }

    [Theory]
    [InlineData("longer than the rest", new byte[] { 0, 0, 0, 255 })]
    [InlineData("longer than any array", new byte[] { 255, 255, 255, 255 })]
    public void Rejects_ImpossibleLengths(string description, byte[] length)
    {
        KeySnapshotContent? content = KeySnapshotFormat.Read(Seal([.. s_body[..TimeEnd], .. length, .. s_body[(TimeEnd + sizeof(int))..]]));

        Assert.True(content is null, description);
    }

    private static byte[] Seal(byte[] body) =>
        [.. s_sound.AsSpan(0, s_sound.AsSpan().IndexOf((byte)'\n') + 1), .. SHA256.HashData(body), .. body];

    private static byte[] BigEndian(long number)
    {
        byte[] bytes = BitConverter.GetBytes(number);
        Array.Reverse(bytes);
        return bytes;
    }
}
