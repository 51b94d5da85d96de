using System.Text;
using Authz.Definitions.Parameters;
using Authz.Server.Exchanges;
using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.Requests;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Mapping;

/// <summary>The variables of parameter mappings, as they are for one request and its response.</summary>
/// <param name="exchange">The request.</param>
/// <param name="body">The body for mappings, up to the service's limit; empty if no mapping reads it.</param>
/// <param name="responseHeaders">The backend's headers; null before there is a response.</param>
internal sealed class MappingVariables(DecidedExchange exchange, ReadOnlyMemory<byte> body, IHeaderDictionary? responseHeaders)
{
    /// <summary>A value; null if it is one variable, and that is missing. Missing variables inside text are empty.</summary>
    public string? Read(MappingValue value) => value.Parts switch
    {
        [] => null,
        [MappingPart only] => Read(only),
        IReadOnlyList<MappingPart> parts => string.Concat(parts.Select(Read)),
    };

    /// <summary>
    /// A value for a path; null if a variable is missing or empty: without its variable, the path of one thing is that of all of them.
    /// The request's own path stays encoded as received; any other variable becomes one segment or part of one.
    /// </summary>
    public string? ReadPath(MappingValue value)
    {
        string[] parts = [.. value.Parts.Select(part => part.Source switch
        {
            MappingSource.Text => part.Name,
            MappingSource.RequestPath => RequestQuery.PathOf(exchange.Request.Target).ToString(),
            MappingSource.PathVariable => FindRawVariable(part.Name),
            _ => Uri.EscapeDataString(Read(part) ?? string.Empty),
        })];
        return parts.Contains(string.Empty) ? null : string.Concat(parts);
    }

    private string? Read(MappingPart part) => part.Source switch
    {
        MappingSource.Text => part.Name,
        MappingSource.RequestHeader => Join(exchange.FindHeader(part.Name)),
        MappingSource.RequestQueryString => RequestQuery.Find(exchange.Request.Target, part.Name),
        MappingSource.RequestPath => ReadablePath.Decode(RequestQuery.PathOf(exchange.Request.Target)),
        MappingSource.PathVariable => EventPath.Variable(exchange, part.Name),
        MappingSource.ResponseHeader => responseHeaders is null ? null : Join(responseHeaders[part.Name]),
        MappingSource.RequestBody or MappingSource.ResponseBody => part.Path is { } path ? path.Find(body.Span) : ReadText(body.Span),
        MappingSource.Context => ContextVariables.Find(exchange, part.Name),
        _ => exchange.Stage!.Variables.GetValueOrDefault(part.Name),
    };

    private string FindRawVariable(string name)
    {
        exchange.Decision.PathParameters.TryGetEncoded(name, out ReadOnlySpan<char> value);
        return value.ToString();
    }

    private static string? Join(StringValues values) => values.Count == 0 ? null : string.Join(',', values.ToArray());

    private static string? ReadText(ReadOnlySpan<byte> body) => body.IsEmpty ? null : Encoding.UTF8.GetString(body);
}
