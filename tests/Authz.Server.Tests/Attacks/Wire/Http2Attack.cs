namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Frames that a client sends after its preface and settings, and all that may come of them.</summary>
/// <param name="Name">The attack, for messages.</param>
/// <param name="Frames">The frames, those of the attacked request on stream 1.</param>
/// <param name="Answer">The status on stream 1; null where the request, or the whole connection, is refused.</param>
/// <param name="Reaches">The request that the backend gets.</param>
internal sealed record Http2Attack(string Name, byte[] Frames, int? Answer = null, string? Reaches = null)
{
    public override string ToString() => Name;
}
