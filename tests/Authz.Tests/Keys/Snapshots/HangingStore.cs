using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Threading.Channels;

namespace Authz.Tests.Keys.Snapshots;

/// <summary>A snapshot store that keeps every caller waiting until it is released.</summary>
internal sealed class HangingStore : KeySnapshotStore, IDisposable
{
    private readonly Channel<string> _saves = Channel.CreateUnbounded<string>();
    private readonly ManualResetEventSlim _released = new();

    public override Stream? OpenRead(string name) => null;

    public override void Save(string name, Stream content)
    {
        using StreamReader reader = new(content, Encoding.UTF8);
        _saves.Writer.TryWrite(reader.ReadToEnd());
        _released.Wait();
    }

    /// <summary>What is to be kept next, as text; the caller hangs meanwhile.</summary>
    public async Task<string> NextSaveAsync() => await _saves.Reader.ReadAsync();

    public bool TryGetSave([NotNullWhen(true)] out string? content) => _saves.Reader.TryRead(out content);

    public void Release() => _released.Set();

    // Not the event: who hangs there may not have left it yet.
    public void Dispose() => Release();
}
