using System.Text;
using Authz.Sharing;

namespace Authz;

/// <summary>
/// What the replicas of a fleet know and their store does not. Everything that they share is sealed with it (HMAC with SHA-256), so that
/// only they can write what the others believe.
/// </summary>
public sealed class FleetSecret
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int MinimumLength = 32;

    private const int MaximumKeys = 8;
    private const int MaximumFileBytes = 16 * 1024;

    private readonly SealingKey[] _keys;

    private FleetSecret(SealingKey[] keys) => _keys = keys;

    /// <summary>The keys, the sealing one first.</summary>
    internal IReadOnlyList<SealingKey> Keys => _keys;

    /// <summary>
    /// Reads a secret: the first line seals, older ones on further lines are still believed, so that a secret can be replaced replica by
    /// replica (first as a further line everywhere, then as the first one, then alone).
    /// </summary>
    /// <exception cref="FormatException">A line is too short, there are none, or too many.</exception>
    public static FleetSecret Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (lines.Length is 0 or > MaximumKeys)
        {
            throw new FormatException($"A fleet secret has 1 to {MaximumKeys} lines, and this one has {lines.Length}.");
        }

        int shortest = Array.FindIndex(lines, line => line.Length < MinimumLength);
        return shortest < 0
            ? new FleetSecret([.. lines.Distinct(StringComparer.Ordinal).Select(line => new SealingKey(Encoding.UTF8.GetBytes(line)))])
            : throw new FormatException(
                $"Line {shortest + 1} of the fleet secret has fewer than {MinimumLength} characters. Make one with 'openssl rand -base64 48'.");
    }

    /// <summary>Reads a secret from a file.</summary>
    /// <exception cref="FormatException">It is no secret.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FleetSecret ReadFile(string path)
    {
        using FileStream file = Files.RegularFile.Open(path);
        byte[] content = new byte[MaximumFileBytes + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length > MaximumFileBytes
            ? throw new FormatException($"The file of the fleet secret has more than {MaximumFileBytes} bytes.")
            : Parse(Encoding.UTF8.GetString(content, 0, length));
    }

    /// <summary>Whether a message that cannot be opened may have been sealed with a secret that is not known here yet.</summary>
    internal bool IsForeign(ReadOnlySpan<byte> message)
    {
        bool isForeign = SealingKey.IsPlausible(message);
        foreach (SealingKey key in _keys)
        {
            isForeign &= !key.HasSealed(message);
        }

        return isForeign;
    }

    /// <summary>Seals a message.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> body) => _keys[0].Seal(body);

    /// <summary>Opens a sealed message; false for anything that no replica has sealed.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> body)
    {
        foreach (SealingKey key in _keys)
        {
            if (key.TryOpen(message, out body))
            {
                return true;
            }
        }

        body = default;
        return false;
    }
}
