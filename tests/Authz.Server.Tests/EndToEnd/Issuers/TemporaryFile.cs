namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>A file that ends with its issuer.</summary>
internal sealed class TemporaryFile : IAsyncDisposable
{
    public TemporaryFile(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public ValueTask DisposeAsync()
    {
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
