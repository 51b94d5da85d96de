using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Authz.Redis.Tests;

/// <summary>Writes to a store whatever a fleet could stumble over, without its secret: random, forged, replayed and reordered.</summary>
internal sealed class MaliciousWriter : IDisposable
{
    private const string Log = "{authz}:log";
    private const int BatchLength = 5_000;

    private static readonly RedisChannel s_channel = RedisChannel.Literal("{authz}:fleet");

    private readonly ConnectionMultiplexer _connection;
    private readonly ConcurrentQueue<byte[]> _heard = [];
    private readonly Random _random;

    public MaliciousWriter(string host, int seed)
    {
        _connection = ConnectionMultiplexer.Connect(host);
        _random = new Random(seed);
        _connection.GetSubscriber().Subscribe(s_channel, (_, message) =>
        {
            if (_heard.Count < 100)
            {
                _heard.Enqueue((byte[])message!);
            }
        });
    }

    /// <summary>Writes so many entries, and a tenth of that in messages; the most that was measured meanwhile.</summary>
    public async Task<long> WriteAsync(int entries, Func<long> measure)
    {
        IDatabase database = _connection.GetDatabase();
        byte[][] real = [.. (await database.SortedSetRangeByRankAsync(Log)).Select(entry => (byte[])entry!)];
        long most = 0;
        for (int written = 0; written < entries; written += BatchLength)
        {
            SortedSetEntry[] batch = [.. Enumerable.Range(0, BatchLength).Select(_ => new SortedSetEntry(Draw(real), _random.NextDouble() * 2e12))];
            await database.SortedSetAddAsync(Log, batch);
            Task<long>[] told = [.. Enumerable.Range(0, BatchLength / 10).Select(_ => database.PublishAsync(s_channel, Draw(real)))];
            await Task.WhenAll(told);

            // What is true is taken away as well.
            await database.SortedSetRemoveAsync(Log, real[_random.Next(real.Length)]);
            most = Math.Max(most, measure());
        }

        return most;
    }

    public void Dispose() => _connection.Dispose();

    private byte[] Draw(byte[][] real)
    {
        byte[] message = new byte[_random.Next(200)];
        _random.NextBytes(message);
        byte[] truth = !_heard.IsEmpty && _random.Next(2) == 0 ? _heard.ElementAt(_random.Next(_heard.Count)) : real[_random.Next(real.Length)];
        switch (_random.Next(5))
        {
            case 0:
                return message;
            case 1:
                // As if another secret had sealed it.
                return [1, .. message];
            case 2:
                // Under the fleet's own key by name, with a seal that is none.
                return [.. truth[..5], .. message];
            case 3:
                byte[] changed = [.. truth];
                changed[_random.Next(changed.Length)] ^= (byte)(1 << _random.Next(8));
                return changed;
            default:
                return truth;
        }
    }
}
