using Authz.Redis;

namespace Authz.Server.Commands.Options;

/// <summary>A fleet and the connection to its store.</summary>
internal sealed class FleetConnection(RedisFleetStore store, FleetSecret secret) : IDisposable
{
    public Fleet Fleet { get; } = new(store, secret);

    public void Dispose()
    {
        Fleet.Dispose();
        store.Dispose();
    }
}
