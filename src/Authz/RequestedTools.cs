namespace Authz;

/// <summary>
/// The tools that a request calls, as its host read them. The zero value could not be read, and is refused as
/// <see cref="RefusalReason.ToolAmbiguous"/>.
/// </summary>
public readonly struct RequestedTools
{
    private readonly IReadOnlyList<string>? _names;

    /// <summary>A request that calls these tools.</summary>
    /// <param name="names">Their names, exactly as the server of the tools reads them; empty if it calls none.</param>
    public RequestedTools(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = names;
    }

    /// <summary>A request that calls no tool.</summary>
    public static RequestedTools None { get; } = new([]);

    /// <summary>Whether the host read the request positively.</summary>
    public bool IsReadable => _names is not null;

    /// <summary>The names; empty if the request calls none, or could not be read.</summary>
    public IReadOnlyList<string> Names => _names ?? [];
}
