using System.Buffers;
using System.Net;
using System.Text;
using Authz.FoldedNames;
using Authz.Targets;

namespace Authz.Conditions;

/// <summary>The values of parts of a request.</summary>
internal static class RequestValue
{
    private const int LongestAddress = 16;

    /// <summary>A text that the host always has; unknown if it does not.</summary>
    public static ConditionValue OfText(string? text, scoped ref ConditionBuffer buffer)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        Span<byte> utf8 = buffer.Reserve(text.Length * RequestText.BytesPerCharacter);
        return RequestText.TryWrite(text, utf8, out int length) ? new ConditionValue(ConditionForm.RequestText, utf8[..length]) : default;
    }

    /// <summary>A header: unknown if it is repeated, empty or in another spelling, for a backend may read another value than we do.</summary>
    public static ConditionValue OfHeader(HeaderSource headers, string name, scoped ref ConditionBuffer buffer)
    {
        HeaderValue value = headers.Find(name);
        return value is { Value: null, IsRepeated: false } ? new ConditionValue(ConditionForm.Missing) : OfText(value.Value, ref buffer);
    }

    /// <summary>A path variable, percent-decoded once.</summary>
    /// <param name="target">The request's target.</param>
    /// <param name="index">The segment's place in the route key.</param>
    /// <param name="isGreedy">Whether it takes the rest of the path.</param>
    /// <param name="buffer">Memory for the decoded text.</param>
    public static ConditionValue OfSegment(scoped in RequestTarget target, int index, bool isGreedy, scoped ref ConditionBuffer buffer)
    {
        ReadOnlySpan<char> text = Segment(target, index, isGreedy);
        return target.HasEscapes ? OfEncoded(text, isQuery: false, ref buffer) : OfAscii(text, ref buffer);
    }

    /// <summary>A path variable as the target has it. A host that knows only the route's key has no path: the text is empty.</summary>
    /// <inheritdoc cref="OfSegment"/>
    public static ReadOnlySpan<char> Segment(scoped in RequestTarget target, int index, bool isGreedy)
    {
        ReadOnlySpan<char> rest = target.Path;
        for (int segment = 0; segment < index && !rest.IsEmpty; segment++)
        {
            int next = rest[1..].IndexOf('/');
            rest = next < 0 ? default : rest[(next + 1)..];
        }

        rest = rest.IsEmpty ? rest : rest[1..];
        int end = isGreedy ? -1 : rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>A query parameter, percent-decoded once; unknown as a header is.</summary>
    public static ConditionValue OfParameter(scoped in RequestTarget target, string name, scoped ref ConditionBuffer buffer)
    {
        ReadOnlySpan<char> query = target.Query;
        int count = QuerySpelling.Count(query, name);
        if (count != 1)
        {
            return count == 0 ? new ConditionValue(ConditionForm.Missing) : default;
        }

        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> parameter = query[range];
            int equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Equals(name, StringComparison.Ordinal))
            {
                // Some backends end a parameter there.
                return parameter.Contains(';') ? default : OfEncoded(parameter[(equals + 1)..], isQuery: true, ref buffer);
            }
        }

        return default;
    }

    /// <summary>The address that the connection comes from.</summary>
    public static ConditionValue OfAddress(IPAddress? address, scoped ref ConditionBuffer buffer)
    {
        Span<byte> bytes = buffer.Reserve(LongestAddress);
        return address is not null && address.TryWriteBytes(bytes, out int length)
            ? new ConditionValue(ConditionForm.Address, bytes[..length])
            : default;
    }

    private static ConditionValue OfAscii(ReadOnlySpan<char> text, scoped ref ConditionBuffer buffer)
    {
        Span<byte> utf8 = buffer.Reserve(text.Length);
        return Ascii.FromUtf16(text, utf8, out int length) == OperationStatus.Done && length > 0
            ? new ConditionValue(ConditionForm.RequestText, utf8[..length])
            : default;
    }

    private static ConditionValue OfEncoded(ReadOnlySpan<char> text, bool isQuery, scoped ref ConditionBuffer buffer)
    {
        Span<byte> utf8 = buffer.Reserve(text.Length);
        return !text.IsEmpty && RequestText.TryDecode(text, isQuery, utf8, out int length)
            ? new ConditionValue(ConditionForm.RequestText, utf8[..length])
            : default;
    }
}
