using System.Globalization;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Reads the statuses of all answers of a connection.</summary>
internal static class WireAnswers
{
    /// <summary>The statuses, in order; an answer that the connection's end cuts off counts too.</summary>
    /// <param name="text">All that the server sent.</param>
    /// <param name="isHead">Whether the first request was a HEAD, so that its answer has no body.</param>
    public static IReadOnlyList<int> Read(string text, bool isHead)
    {
        List<int> statuses = [];
        if (text.StartsWith('\0'))
        {
            // The first octet of an HTTP/2 frame: Kestrel refuses such a preface in its own protocol.
            return statuses;
        }

        int start = 0;
        while (start < text.Length)
        {
            Assert.True(text.AsSpan(start).StartsWith("HTTP/1.", StringComparison.Ordinal), $"No answer begins at {start} of:\n{text}");
            int end = text.IndexOf("\r\n\r\n", start, StringComparison.Ordinal);
            string head = end < 0 ? text[start..] : text[start..end];
            int status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
            start = end < 0 ? text.Length : end + 4;
            if (status is not (100 or 204 or 304) && !(isHead && statuses.Count == 0))
            {
                start += BodyLength(head, text, start);
            }

            statuses.Add(status);
        }

        return statuses;
    }

    private static int BodyLength(string head, string text, int start)
    {
        string[] lines = head.Split("\r\n");
        if (lines.Contains("Transfer-Encoding: chunked", StringComparer.OrdinalIgnoreCase))
        {
            int end = text.IndexOf("0\r\n\r\n", start, StringComparison.Ordinal);
            return end < 0 ? text.Length - start : end + 5 - start;
        }

        string? length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null ? text.Length - start : int.Parse(length.AsSpan(15), CultureInfo.InvariantCulture);
    }
}
