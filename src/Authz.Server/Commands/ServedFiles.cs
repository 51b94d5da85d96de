using Authz.Files;
using Authz.Server.Commands.Options;

namespace Authz.Server.Commands;

/// <summary>
/// The files of a served definition, which are looked at together: its own and those that belong to it, such as an overlay. A change
/// counts once two looks agree on all of them: half a file may be a complete definition with fewer conditions.
/// </summary>
/// <param name="path">The definition's own file.</param>
internal sealed class ServedFiles(string path)
{
    private const long MaximumOtherBytes = 16 * 1024 * 1024;

    private readonly PolledFile _own = new(path);

    // Contents by path. That a file cannot be read is a state like any other, null: it is the definition that is then refused.
    private Dictionary<string, PolledFile> _others = new(StringComparer.Ordinal);
    private Dictionary<string, byte[]?> _seen = [];
    private Dictionary<string, byte[]?>? _taken;

    /// <summary>The paths, the own one first.</summary>
    public IReadOnlyCollection<string> Paths => [path, .. _others.Keys];

    /// <summary>Notes the own file's content that is in force, and the others' contents; they may change before they are read.</summary>
    public async Task TakeAsync(byte[] own, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        Follow(others);
        _seen = _taken = await ReadOthersAsync(own, cancellationToken);
    }

    /// <summary>The own file's content, if any of the files is another than the one taken before and two looks agree; else null.</summary>
    /// <exception cref="IOException">The own file is missing, empty or no regular file, or gives no content in time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    public async Task<byte[]?> ReadChangeAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]?> files = await ReadAsync(cancellationToken);
        bool isSettled = AreSame(files, _seen);
        _seen = files;
        if (!isSettled || (_taken is not null && AreSame(files, _taken)))
        {
            return null;
        }

        _taken = files;
        return files[path];
    }

    /// <summary>
    /// Whether the definition was read from what was taken. If not, its files are looked at until they settle: one that is new here, or
    /// has changed meanwhile, may have been half written.
    /// </summary>
    /// <param name="others">The files that belong to the definition as it was read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> AreTakenAsync(IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        Follow(others);
        Dictionary<string, byte[]?> now = await ReadAsync(cancellationToken);
        bool areTaken = _taken is { } taken
            && now.All(file => taken.TryGetValue(file.Key, out byte[]? content) && IsSame(file.Value, content));
        _seen = now;
        _taken = areTaken ? now : null;
        return areTaken;
    }

    private static bool AreSame(Dictionary<string, byte[]?> files, Dictionary<string, byte[]?> others) =>
        files.Count == others.Count
        && files.All(file => others.TryGetValue(file.Key, out byte[]? content) && IsSame(file.Value, content));

    private static bool IsSame(byte[]? content, byte[]? other) =>
        content is null || other is null ? content == other : content.AsSpan().SequenceEqual(other);

    private void Follow(IReadOnlyList<string> others) => _others = others
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(other => other, other => _others.GetValueOrDefault(other) ?? new PolledFile(other), StringComparer.Ordinal);

    private async Task<Dictionary<string, byte[]?>> ReadAsync(CancellationToken cancellationToken) =>
        await ReadOthersAsync(await _own.ReadAsync(Array.MaxLength, cancellationToken), cancellationToken);

    private async Task<Dictionary<string, byte[]?>> ReadOthersAsync(byte[] own, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]?> files = new(StringComparer.Ordinal) { [path] = own };
        foreach ((string other, PolledFile file) in _others)
        {
            try
            {
                files[other] = await file.ReadAsync(MaximumOtherBytes, cancellationToken);
            }
            catch (Exception exception) when (InputFile.IsOfTheFile(exception))
            {
                files[other] = null;
            }
        }

        return files;
    }
}
