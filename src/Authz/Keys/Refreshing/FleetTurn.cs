namespace Authz.Keys.Refreshing;

/// <summary>What a replica does when its keys are to be refreshed. The zero value relies on nobody.</summary>
internal enum FleetTurn : byte
{
    /// <summary>It fetches for itself: there is no fleet, no store, or none whose turn it is says anything.</summary>
    Alone = 0,

    /// <summary>It fetches for all, and tells them.</summary>
    Leader,

    /// <summary>It waits to be told by another.</summary>
    Deferred,

    /// <summary>It has taken what another has fetched.</summary>
    Taken,
}
