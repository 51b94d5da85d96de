using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Tests.Definitions;

/// <summary>A folder whose every file has one text, which a test may change.</summary>
internal sealed class FakeFile(string text) : IFileProvider, IFileInfo
{
    public string Text { get; set; } = text;

    /// <summary>What reading ends with; null to have the text.</summary>
    public Exception? Failure { get; set; }

    public bool Exists => true;

    public long Length => -1;

    public string? PhysicalPath => null;

    public string Name => "authz.json";

    public DateTimeOffset LastModified => default;

    public bool IsDirectory => false;

    public Stream CreateReadStream() => Failure is null ? new MemoryStream(Encoding.UTF8.GetBytes(Text)) : throw Failure;

    public IFileInfo GetFileInfo(string subpath) => this;

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
