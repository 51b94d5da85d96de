using System.Text;

namespace Authz.Server.Tests.Attacks;

/// <summary>Every path that some program could take a path for: an oracle that knows nothing of the engine's table.</summary>
internal static class PathReadings
{
    private const int MostReadings = 10_000;

    private static readonly Func<string, string>[] s_readers =
    [
        path => Uri.UnescapeDataString(path),
        path => path.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "\\", StringComparison.OrdinalIgnoreCase),
        path => path.Replace('\\', '/'),
        path => string.Join('/', path.Split('/').Select(segment => segment.Split(';')[0])),
        path => path.Split(';')[0],
        path => path.Split('#')[0],
        path => path.Split('?')[0],
        path => path.Split('\0')[0],
        path => path.Replace("\0", "", StringComparison.Ordinal),
        path => new string([.. path.Where(character => !char.IsControl(character))]),
        path => string.Join('/', path.Split('/').Select(segment => segment.TrimEnd(' '))),
        path => path.IsNormalized(NormalizationForm.FormKC) ? path : path.Normalize(NormalizationForm.FormKC),
        path => path.ToLowerInvariant(),
        CollapseSlashes,
        RemoveDotSegments,
    ];

    public static IReadOnlySet<string> Of(string path)
    {
        HashSet<string> readings = [path];
        Queue<string> open = new([path]);
        while (open.TryDequeue(out string? next) && readings.Count < MostReadings)
        {
            foreach (Func<string, string> reader in s_readers)
            {
                string reading = reader(next);
                if (readings.Add(reading))
                {
                    open.Enqueue(reading);
                }
            }
        }

        return readings;
    }

    private static string CollapseSlashes(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        return path;
    }

    // RFC 3986 section 5.2.4, roughly.
    private static string RemoveDotSegments(string path)
    {
        List<string> segments = [];
        foreach (string segment in path.Split('/'))
        {
            if (segment == ".." && segments.Count > 1)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
