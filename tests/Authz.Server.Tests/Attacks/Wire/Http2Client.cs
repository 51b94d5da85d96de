using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Sends frames over a connection, and reads what becomes of its streams.</summary>
internal sealed class Http2Client
{
    /// <summary>The last stream, whose request tells whether the connection has survived.</summary>
    public const int LastStream = 101;

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<int, int> _statuses = [];
    private readonly HashSet<int> _ended = [];
    private readonly HashSet<int> _reset = [];

    /// <summary>The statuses by stream.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>The streams that were reset.</summary>
    public IReadOnlySet<int> Reset => _reset;

    /// <summary>Whether the server ended the connection.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Sends frames, and reads until the last stream and the first, if it was opened, have ended, or the connection has.</summary>
    public static async Task<Http2Client> SendAsync(Uri address, byte[] frames, bool isFirstOpened)
    {
        Http2Client client = new();
        using TcpClient connection = new();
        await connection.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = connection.GetStream();
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            byte[] last = Http2Frame.Of(
                Http2Frame.Headers,
                Http2Frame.EndStream | Http2Frame.EndHeaders,
                LastStream,
                Http2Frame.Block((":method", "GET"), (":scheme", "http"), (":authority", RawAttack.Host), (":path", "/end")));
            await stream.WriteAsync(
                (byte[])[.. Http2Frame.Preface, .. Http2Frame.Of(Http2Frame.Settings, 0, 0), .. frames, .. last], patience.Token);
            byte[] head = new byte[9];
            while (!client.IsGone && !client.HasEnded(LastStream, isFirstOpened))
            {
                await stream.ReadExactlyAsync(head, patience.Token);
                byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
                await stream.ReadExactlyAsync(payload, patience.Token);
                client.Read(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
            }
        }
        catch (IOException)
        {
            client.IsGone = true;
        }

        return client;
    }

    private bool HasEnded(int last, bool isFirstOpened) => _ended.Contains(last) && (!isFirstOpened || _ended.Contains(1));

    private void Read(byte type, byte flags, int stream, byte[] payload)
    {
        switch (type)
        {
            case Http2Frame.Headers:
                _statuses.TryAdd(stream, ReadStatus(payload));
                break;
            case Http2Frame.Reset:
                // An answer that is whole may be followed by a word that the rest of the request is not wanted.
                bool isWhole = !_ended.Add(stream);
                if (!isWhole)
                {
                    _reset.Add(stream);
                }

                break;
            case Http2Frame.GoAway:
                IsGone = true;
                break;
        }

        if (type is Http2Frame.Headers or Http2Frame.Data && (flags & Http2Frame.EndStream) != 0)
        {
            _ended.Add(stream);
        }
    }

    // The first field of a block, which Kestrel writes as an entry of the static table or as a literal (RFC 7541 section 6 and appendix A).
    private static int ReadStatus(byte[] block)
    {
        int[] indexed = [200, 204, 206, 304, 400, 404, 500];
        int start = (block[0] & 0xE0) == 0x20 ? 1 : 0;
        return block[start] >= 0x88
            ? indexed[block[start] - 0x88]
            : int.Parse(Encoding.ASCII.GetString(block, start + 2, 3), CultureInfo.InvariantCulture);
    }
}
