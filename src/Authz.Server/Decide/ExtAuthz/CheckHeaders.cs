using System.Text;
using Authz.Server.Decide.ExtAuthz.Wire;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// The client's headers in a question: a map, in which those that occur several times are joined with commas, or else a list, in which they
/// are not.
/// </summary>
internal abstract class CheckHeaders
{
    /// <summary>The names, as often as they occur.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Makes the two alike; null if both are there, which would be two readings.</summary>
    public static CheckHeaders? Of(AttributeContext.Types.HttpRequest request) =>
        request.HeaderMap is not { Headers.Count: > 0 } list ? new Joined(request.Headers)
        : request.Headers.Count == 0 ? new Listed(list.Headers)
        : null;

    /// <summary>The values of a header, by its name in any case.</summary>
    public abstract StringValues Find(string name);

    /// <summary>The header for the engine: one in another spelling is there, and empty; several are a repetition.</summary>
    public static HeaderValue Find(object state, string name)
    {
        CheckHeaders headers = (CheckHeaders)state;
        string? value = null;
        int count = headers.Count(name, ref value);

        // A comma may stand between two credentials, and in no single one.
        return count > 1 || value?.Contains(',', StringComparison.Ordinal) == true ? HeaderValue.Repeated
            : count == 1 && value is null ? new HeaderValue("")
            : new HeaderValue(value);
    }

    /// <summary>How many headers a backend may take for this one, and the last value under its very name.</summary>
    protected abstract int Count(string name, ref string? value);

    private sealed class Joined(MapField<string, string> map) : CheckHeaders
    {
        public override IEnumerable<string> Names => map.Keys;

        public override StringValues Find(string name) =>
            new([.. map.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value)]);

        protected override int Count(string name, ref string? value)
        {
            int count = 0;
            foreach ((string key, string text) in map)
            {
                if (HeaderSource.AreAlike(key, name))
                {
                    count++;
                    value = key.Equals(name, StringComparison.OrdinalIgnoreCase) ? text : value;
                }
            }

            return count;
        }
    }

    private sealed class Listed(RepeatedField<Wire.HeaderValue> list) : CheckHeaders
    {
        public override IEnumerable<string> Names => list.Select(header => header.Key);

        public override StringValues Find(string name) =>
            new([.. list.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(TextOf)]);

        protected override int Count(string name, ref string? value)
        {
            int count = 0;
            foreach (Wire.HeaderValue header in list)
            {
                if (HeaderSource.AreAlike(header.Key, name))
                {
                    count++;
                    value = header.Key.Equals(name, StringComparison.OrdinalIgnoreCase) ? TextOf(header) : value;
                }
            }

            return count;
        }

        // Octets as characters, as everywhere in this program.
        private static string TextOf(Wire.HeaderValue header) =>
            header.RawValue.IsEmpty ? header.Value : Encoding.Latin1.GetString(header.RawValue.Span);
    }
}
