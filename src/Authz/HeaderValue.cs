namespace Authz;

/// <summary>The value of one request header: absent, single, or repeated (which the engine refuses for credentials).</summary>
public readonly struct HeaderValue
{
    private HeaderValue(string? value, bool isRepeated)
    {
        Value = value;
        IsRepeated = isRepeated;
    }

    /// <summary>A header that occurs once with this value; a null value means that the header is absent.</summary>
    public HeaderValue(string? value)
        : this(value, isRepeated: false)
    {
    }

    /// <summary>A header that the request does not carry.</summary>
    public static HeaderValue Absent => default;

    /// <summary>A header that occurs more than once.</summary>
    public static HeaderValue Repeated => new(null, isRepeated: true);

    /// <summary>The value if the header occurs exactly once, else null.</summary>
    public string? Value { get; }

    /// <summary>Whether the header occurs more than once.</summary>
    public bool IsRepeated { get; }
}
