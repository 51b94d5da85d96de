using Authz.Files;

namespace Authz;

/// <summary>
/// The file of an API definition, for a host that follows it: read at the start, then polled by content, because
/// change notifications miss a replaced link, as in a Kubernetes ConfigMap. Not safe for concurrent use.
/// </summary>
public sealed class ApiDefinitionFile
{
    // What the reader refuses as too long is read that far, so that it says so.
    private const long MaximumBytes = 16 * 1024 * 1024;

    private readonly PolledFile _file;
    private readonly Func<byte[], ApiDefinition> _read;

    /// <param name="path">The file.</param>
    /// <param name="read">
    /// Reads another format, such as <c>DefinitionImporter.Read</c> of the package Authz.Import; it throws
    /// <see cref="ApiDefinitionException"/> for a content that is not usable. Null for Authz's own format in JSON.
    /// </param>
    public ApiDefinitionFile(string path, Func<byte[], ApiDefinition>? read = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _file = new PolledFile(Path.GetFullPath(path));
        _read = read ?? (content => ApiDefinitionReader.ReadFile(content, path));
    }

    /// <summary>Reads and validates the definition at the start.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    /// <exception cref="IOException">The file is missing, empty or no regular file, or gives no content within two seconds.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<ApiDefinition> ReadAsync(CancellationToken cancellationToken = default)
    {
        byte[] content = await _file.ReadAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
        _file.Take(content);
        return _read(content);
    }

    /// <summary>
    /// Looks at the file again. An exception concerns this look only: a content is read as a definition once, and a file that cannot be read
    /// is looked at again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The definition, if the content is another than the last one and two looks agree, so that no half-written file is taken; otherwise
    /// null.
    /// </returns>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem with its place.</exception>
    /// <exception cref="IOException">The file is missing, empty or no regular file, or gives no content within two seconds.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<ApiDefinition?> ReadChangeAsync(CancellationToken cancellationToken = default)
    {
        byte[]? content = await _file.ReadChangeAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
        return content is null ? null : _read(content);
    }
}
