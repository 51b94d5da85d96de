namespace Authz.Tests.Keys.Snapshots;

/// <summary>A snapshot store in memory, whose content a test can damage.</summary>
internal sealed class MemorySnapshotStore : KeySnapshotStore
{
    public Dictionary<string, byte[]> Content { get; } = [];

    public override Stream? OpenRead(string name) => Content.TryGetValue(name, out byte[]? content) ? new MemoryStream(content) : null;

    public override void Save(string name, Stream content)
    {
        using MemoryStream copy = new();
        content.CopyTo(copy);
        Content[name] = copy.ToArray();
    }
}
