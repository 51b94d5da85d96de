namespace Authz.Definitions.Parameters;

/// <summary>The left side of a parameter mapping, such as <c>overwrite:header.x-user-id</c> or <c>overwrite:path</c>.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Target">The part of the request or response that it changes.</param>
/// <param name="Name">The name of the header or query parameter; empty for path and status code.</param>
internal readonly record struct MappingKey(MappingOperation Operation, MappingTarget Target, string Name)
{
    private const string HeaderPrefix = "header.";
    private const string QueryPrefix = "querystring.";

    /// <summary>Reads a key; false if the text is not a key for this direction. It does not check whether a header may be mapped.</summary>
    public static bool TryParse(string text, MappingDirection direction, out MappingKey key)
    {
        key = default;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TryParseOperation(text.AsSpan(0, colon), out MappingOperation operation))
        {
            return false;
        }

        string target = text[(colon + 1)..];
        if (target.StartsWith(HeaderPrefix, StringComparison.Ordinal))
        {
            key = new MappingKey(operation, MappingTarget.Header, target[HeaderPrefix.Length..]);
            return RfcText.IsToken(key.Name);
        }

        if (direction == MappingDirection.Request && target.StartsWith(QueryPrefix, StringComparison.Ordinal))
        {
            key = new MappingKey(operation, MappingTarget.QueryString, target[QueryPrefix.Length..]);
            return key.Name.Length > 0;
        }

        key = new MappingKey(
            operation, direction == MappingDirection.Request ? MappingTarget.Path : MappingTarget.StatusCode, string.Empty);
        return operation == MappingOperation.Overwrite && target == (direction == MappingDirection.Request ? "path" : "statuscode");
    }

    private static bool TryParseOperation(ReadOnlySpan<char> text, out MappingOperation operation)
    {
        operation = text switch
        {
            "append" => MappingOperation.Append,
            "overwrite" => MappingOperation.Overwrite,
            _ => MappingOperation.Remove,
        };
        return operation != MappingOperation.Remove || text is "remove";
    }
}

/// <summary>Whether a mapping changes what the backend gets or what the client gets.</summary>
internal enum MappingDirection : byte
{
    Request,
    Response,
}

/// <summary>What a parameter mapping does to its target.</summary>
internal enum MappingOperation : byte
{
    Append,
    Overwrite,
    Remove,
}

/// <summary>The part of a request or response that a parameter mapping changes.</summary>
internal enum MappingTarget : byte
{
    Header,
    QueryString,
    Path,
    StatusCode,
}
