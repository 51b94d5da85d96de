namespace Authz;

/// <summary>
/// The place of a value that identifies a caller, as API Gateway writes it (API Gateway V2 API reference,
/// <c>Authorizer.identitySource</c>): a JWT authorizer in a header or query parameter, a Lambda authorizer also in variables.
/// </summary>
/// <remarks>Two sources are equal if they name the same place: header names ignore case, other names do not.</remarks>
public readonly record struct IdentitySource
{
    /// <summary>The prefix of a header.</summary>
    public const string HeaderPrefix = "$request.header.";

    /// <summary>The prefix of a query parameter.</summary>
    public const string QueryStringPrefix = "$request.querystring.";

    /// <summary>The prefix of a context variable.</summary>
    public const string ContextPrefix = "$context.";

    /// <summary>The prefix of a stage variable.</summary>
    public const string StageVariablePrefix = "$stageVariables.";

    private static readonly (string Prefix, IdentitySourceKind Kind)[] s_prefixes =
    [
        (HeaderPrefix, IdentitySourceKind.Header),
        (QueryStringPrefix, IdentitySourceKind.QueryString),
        (ContextPrefix, IdentitySourceKind.Context),
        (StageVariablePrefix, IdentitySourceKind.StageVariable),
    ];

    private readonly string? _name;
    private readonly string? _text;

    private IdentitySource(IdentitySourceKind kind, string name, string text)
    {
        Kind = kind;
        _name = name;
        _text = text;
    }

    /// <summary>The kind of place.</summary>
    public IdentitySourceKind Kind { get; }

    /// <summary>The name of the header, parameter or variable; empty for the zero value.</summary>
    public string Name => _name ?? "";

    /// <summary>Reads an identity source as a definition has it.</summary>
    /// <exception cref="FormatException">The text is not an identity source.</exception>
    public static IdentitySource Parse(string text) =>
        TryParse(text, out IdentitySource source) ? source : throw new FormatException($"'{text}' is not an identity source.");

    /// <summary>Reads an identity source as a definition has it; false if the text is not one.</summary>
    public static bool TryParse(string? text, out IdentitySource source)
    {
        foreach ((string prefix, IdentitySourceKind kind) in s_prefixes)
        {
            if (text is not null && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                string name = text[prefix.Length..];
                bool isValid = kind == IdentitySourceKind.Header ? RfcText.IsToken(name) : RfcText.IsUnreserved(name);
                source = isValid ? new IdentitySource(kind, name, text) : default;
                return isValid;
            }
        }

        source = default;
        return false;
    }

    /// <summary>Whether both name the same place.</summary>
    public bool Equals(IdentitySource other) => Kind == other.Kind && Comparer.Equals(Name, other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Comparer.GetHashCode(Name));

    /// <summary>The text, as a definition has it; empty for the zero value.</summary>
    public override string ToString() => _text ?? "";

    // RFC 9110 section 5.1: field names in any case.
    private StringComparer Comparer => Kind == IdentitySourceKind.Header ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
