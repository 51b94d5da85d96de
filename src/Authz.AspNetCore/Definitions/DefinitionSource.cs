using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Definitions;

/// <summary>The source of the definition and of its changes.</summary>
internal sealed class DefinitionSource
{
    private readonly ApiDefinition? _definition;
    private readonly IFileProvider? _files;
    private readonly string _path = "";

    public DefinitionSource(ApiDefinition definition) => _definition = definition;

    public DefinitionSource(IFileProvider files, string path)
    {
        _files = files;
        _path = path;
    }

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ApiDefinition Read()
    {
        if (_files is null)
        {
            return _definition!;
        }

        using Stream stream = _files.GetFileInfo(_path).CreateReadStream();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return ApiDefinitionReader.Read(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Calls back whenever the definition may have changed.</summary>
    public IDisposable? Watch(Action changed) => _files is null ? null : ChangeToken.OnChange(() => _files.Watch(_path), changed);
}
