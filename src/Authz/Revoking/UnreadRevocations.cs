namespace Authz.Revoking;

/// <summary>A file that is never read: for trying a definition out, which must reach nobody. What it holds is not known.</summary>
internal sealed class UnreadRevocations(string path, TimeProvider time) : RevocationSource(path, time)
{
    public override RevokedSet Set { get; } = new();

    public override string? LastError => "No file is read for a definition that is only tried out; only those in force are known.";
}
