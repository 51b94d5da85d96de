using Authz.Files;
using Authz.Json;
using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>
/// A file with a JWK set or PEM blocks (<c>jwksFile</c>), read again every few seconds: watching does not work on every mount.
/// </summary>
internal sealed class FileSource(string path) : KeySource
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PolledFile _file = new(path);
    private byte[] _content = [];
    private KeyReadResult? _result;

    public override string Name => path;

    public override TimeSpan? DueAfterSuccess(TimeSpan? maximumAge) => Interval;

    public override TimeSpan DueAfterFailure(int failures) => Interval;

    public override async Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken)
    {
        byte[] content = await _file.ReadAsync(KeyLimits.DocumentBytes, cancellationToken).ConfigureAwait(false);
        if (_result is null || !content.AsSpan().SequenceEqual(_content))
        {
            (_content, _result) = (content, Read(content));
        }

        return _result;
    }

    // A JWK set is a JSON object; a PEM file may have any text before its first block (RFC 7468 section 2).
    private KeyReadResult Read(ReadOnlySpan<byte> content)
    {
        content = ByteOrderMark.Skip(content);
        KeyReadResult result = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? KeyReadResult.Unusable("It is UTF-16. Save it as UTF-8.")
            : content.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? JwksReader.Read(content)
            : PemReader.Read(content);
        return result.Keys is null ? KeyReadResult.Unusable($"{path}: {result.Error}") : result;
    }
}
