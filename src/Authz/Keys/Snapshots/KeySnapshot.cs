using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Keys.Snapshots;

/// <summary>
/// One issuer's place in a <see cref="KeySnapshotStore"/>. An untrustworthy snapshot is ignored with a warning; nothing throws.
/// </summary>
internal sealed class KeySnapshot
{
    private readonly KeySnapshotStore _store;
    private readonly string _issuer;
    private readonly string _sourceName;
    private readonly string _name;

    public KeySnapshot(KeySnapshotStore store, string issuer, string sourceName)
    {
        _store = store;
        _issuer = issuer;
        _sourceName = sourceName;

        // A name that every file system accepts, made of the whole binding.
        string binding = string.Create(CultureInfo.InvariantCulture, $"{issuer.Length}:{issuer}{sourceName}");
        _name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(binding)));
    }

    // A store is foreign code on a foreign disk: its exception costs the snapshot, never the keys.
#pragma warning disable CA1031
    /// <summary>The keys of the snapshot; null if there is no snapshot or it cannot be trusted.</summary>
    /// <param name="source">Reads the documents as strictly as fetched ones.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="warning">Why there are no keys; null if there is no snapshot.</param>
    public RestoredKeys? Load(KeySource source, DateTimeOffset now, out string? warning)
    {
        try
        {
            using Stream? stream = _store.OpenRead(_name);
            warning = null;
            return stream is null ? null : Read(stream, source, now, out warning);
        }
        catch (Exception exception)
        {
            warning = $"The key snapshot is ignored: {exception.Message}";
            return null;
        }
    }

    /// <summary>Saves the documents.</summary>
    /// <returns>Why they could not be saved; null if they were.</returns>
    public string? Save(KeyDocuments documents, DateTimeOffset fetchedAt)
    {
        try
        {
            using MemoryStream content = new(KeySnapshotFormat.Write(new KeySnapshotContent(_issuer, _sourceName, fetchedAt, documents)));
            _store.Save(_name, content);
            return null;
        }
        catch (Exception exception)
        {
            return $"The key snapshot cannot be kept: {exception.Message}";
        }
    }
#pragma warning restore CA1031

    private RestoredKeys? Read(Stream stream, KeySource source, DateTimeOffset now, out string? warning)
    {
        byte[] buffer = new byte[KeySnapshotFormat.MaximumBytes + 1];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        KeySnapshotContent? content = KeySnapshotFormat.Read(buffer.AsSpan(0, length));
        KeyReadResult? result = content is null ? null : source.Restore(content.Documents);
        string? fault = content is null ? "it is damaged"
            : content.Issuer != _issuer || content.SourceName != _sourceName ? "it is of another issuer or key source"
            : content.FetchedAt > now ? "its time lies in the future"
            : result?.Keys is null ? result?.Error ?? "this key source keeps no documents"
            : null;
        warning = fault is null ? null : $"The key snapshot is ignored: {fault}.";
        return fault is null ? new RestoredKeys(result!.Keys!, result.Unused, content!.FetchedAt) : null;
    }
}

/// <summary>Keys from a snapshot.</summary>
/// <param name="Keys">The usable keys, at least one.</param>
/// <param name="Unused">The keys that were left out.</param>
/// <param name="FetchedAt">When their fetch began.</param>
internal sealed record RestoredKeys(IReadOnlyList<PublicKey> Keys, IReadOnlyList<UnusedKey> Unused, DateTimeOffset FetchedAt);
