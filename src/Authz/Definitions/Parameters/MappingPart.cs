using Authz.Json;

namespace Authz.Definitions.Parameters;

/// <summary>A part of a mapping's value: text, or a variable.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Name">The text itself, or the name after the source: of a header or a variable; empty if there is no name.</param>
internal readonly record struct MappingPart(MappingSource Source, string Name)
{
    // Without the dollar sign; longest first, because one may begin like another.
    private static readonly (string Prefix, MappingSource Source)[] s_named =
    [
        (IdentitySource.HeaderPrefix[1..], MappingSource.RequestHeader),
        (IdentitySource.QueryStringPrefix[1..], MappingSource.RequestQueryString),
        ("request.body.", MappingSource.RequestBody),
        ("request.path.", MappingSource.PathVariable),
        ("response.header.", MappingSource.ResponseHeader),
        ("response.body.", MappingSource.ResponseBody),
        (IdentitySource.ContextPrefix[1..], MappingSource.Context),
        (IdentitySource.StageVariablePrefix[1..], MappingSource.StageVariable),
    ];

    /// <summary>The value's place in the body's JSON; null for the whole body.</summary>
    public JsonPath? Path { get; private init; }

    /// <summary>Reads a variable, without its dollar sign; false if there is no such variable.</summary>
    public static bool TryParse(string text, out MappingPart part)
    {
        part = text switch
        {
            "request.path" => new MappingPart(MappingSource.RequestPath, string.Empty),
            "request.body" => new MappingPart(MappingSource.RequestBody, string.Empty),
            "response.body" => new MappingPart(MappingSource.ResponseBody, string.Empty),
            _ => default,
        };
        if (part.Source != MappingSource.Text)
        {
            return true;
        }

        foreach ((string prefix, MappingSource source) in s_named)
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                part = new MappingPart(source, text[prefix.Length..]);
                return part.TryReadName(out part);
            }
        }

        return false;
    }

    private bool TryReadName(out MappingPart part)
    {
        part = this;
        switch (Source)
        {
            case MappingSource.RequestHeader or MappingSource.ResponseHeader:
                return RfcText.IsToken(Name);
            case MappingSource.RequestBody or MappingSource.ResponseBody:
                bool isPath = JsonPath.TryParse(Name, out JsonPath? path);
                part = this with { Path = path };
                return isPath;
            default:
                return !Name.AsSpan().ContainsAny('{', '}', '$');
        }
    }
}
