using System.Text;
using Authz.FoldedNames;

namespace Authz.Server.Gateway.Requests;

/// <summary>The parts of a request target, and the parameters of its query. Unchanged parts keep their characters.</summary>
internal static class RequestQuery
{
    /// <summary>The path of a target, percent-encoded.</summary>
    public static ReadOnlySpan<char> PathOf(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? target : target.AsSpan(0, question);
    }

    /// <summary>The query of a target, percent-encoded and without its question mark.</summary>
    public static string Of(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? string.Empty : target[(question + 1)..];
    }

    /// <summary>The decoded values of a parameter, joined with commas; null if there is none of that name.</summary>
    public static string? Find(string target, string name)
    {
        string?[] values = [.. Split(Of(target)).Where(pair => NameOf(pair) == name).Select(ValueOf)];
        return values.Length == 0 ? null : string.Join(',', values);
    }

    /// <summary>The decoded values of all parameters by name, in the order of the query.</summary>
    public static ILookup<string, string> Values(string target) => Split(Of(target)).ToLookup(NameOf, ValueOf, StringComparer.Ordinal);

    /// <summary>A query without any parameter that some backend would read under this name.</summary>
    public static string Remove(string query, string name) =>
        QuerySpelling.Count(query, name) == 0
            ? query
            : string.Join('&', Split(query).Select(pair => RemoveFrom(pair, name)).OfType<string>());

    /// <summary>A query with one parameter more.</summary>
    public static string Append(string query, string name, string value)
    {
        StringBuilder text = new(query);
        if (query.Length > 0)
        {
            text.Append('&');
        }

        return text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).ToString();
    }

    // Old versions of Rack separate with semicolons too. Null if nothing is left.
    private static string? RemoveFrom(string pair, string name)
    {
        string[] kept = [.. pair.Split(';').Where(part => !QuerySpelling.IsSpelling(part, name))];
        return kept.Length == 0 ? null : string.Join(';', kept);
    }

    private static string[] Split(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string pair) =>
        Decode(pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and int end ? pair[..end] : pair);

    private static string ValueOf(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and int end ? Decode(pair[(end + 1)..]) : string.Empty;

    // As forms encode it (application/x-www-form-urlencoded): a plus is a space.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
