using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Authz.Redis.Tests;

/// <summary>Two servers and a Sentinel, of which the primary is killed again and again.</summary>
internal sealed class FailoverRun : IDisposable
{
    private readonly RedisServer _sentinel;
    private readonly ConnectionMultiplexer _connection;
    private RedisServer _primary;
    private RedisServer _replica;

    public FailoverRun(RedisServer primary, RedisServer replica, RedisServer sentinel)
    {
        (_primary, _replica, _sentinel) = (primary, replica, sentinel);
        _connection = ConnectionMultiplexer.SentinelConnect(new ConfigurationOptions { EndPoints = { sentinel.Host } });
    }

    /// <summary>Waits until the Sentinel knows a replica that it could promote.</summary>
    public async Task WaitForReplicaAsync()
    {
        while (!await HasReplicaAsync())
        {
            // Other processes, which tell nobody when they are ready, here and below.
            await Task.Delay(100);
        }
    }

    /// <summary>Kills the primary, waits until another server has its place, and starts it again as that one's replica.</summary>
    public async Task FailOverAsync()
    {
        _primary.Kill();
        while (PortOf(await Sentinel.SentinelGetMasterAddressByNameAsync("fleet")) != _replica.Port)
        {
            await Task.Delay(50);
        }

        (_primary, _replica) = (_replica, _primary);
        _replica.StartAs("--replicaof", "127.0.0.1", _primary.Port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Kills both servers; when, in ticks.</summary>
    public long KillBoth()
    {
        _replica.Kill();
        _primary.Kill();

        // The one clock that this process and the replicas share.
        return DateTime.UtcNow.Ticks;
    }

    /// <summary>Starts both again, empty.</summary>
    public void StartBoth()
    {
        _primary.StartAs();
        _replica.StartAs("--replicaof", "127.0.0.1", _primary.Port.ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose() => _connection.Dispose();

    private IServer Sentinel => _connection.GetServer(_sentinel.Host);

    private static int PortOf(EndPoint? host) => host is IPEndPoint address ? address.Port : 0;

    private async Task<bool> HasReplicaAsync()
    {
        try
        {
            // On a busy machine the Sentinel may have thought the primary dead, and gone back.
            if (PortOf(await Sentinel.SentinelGetMasterAddressByNameAsync("fleet")) == _replica.Port)
            {
                (_primary, _replica) = (_replica, _primary);
            }

            KeyValuePair<string, string>[][] replicas = await Sentinel.SentinelReplicasAsync("fleet");
            return replicas.Select(one => one.ToDictionary()).Any(one =>
                one["port"] == _replica.Port.ToString(CultureInfo.InvariantCulture) && one["flags"] == "slave" && one["master-link-status"] == "ok")
                && PortOf(await Sentinel.SentinelGetMasterAddressByNameAsync("fleet")) == _primary.Port;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
