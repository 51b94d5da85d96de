namespace Authz;

/// <summary>
/// Where the engine learns which tools a request calls. The zero value knows of none: on a route with tools, every request is then refused
/// as <see cref="RefusalReason.ToolAmbiguous"/>.
/// </summary>
public readonly struct ToolSource
{
    private readonly object? _state;
    private readonly ToolReader? _read;

    /// <summary>Tools that <paramref name="read"/> finds in <paramref name="state"/>.</summary>
    public ToolSource(object state, ToolReader read)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(read);
        _state = state;
        _read = read;
    }

    /// <summary>A request of which it is known what it calls.</summary>
    public static ToolSource Of(RequestedTools tools) => new(tools, static (state, _, _) => new((RequestedTools)state));

    // A host's failure is the same to whoever waits and to whoever does not, whether it comes at once or later.
#pragma warning disable CA1031
    internal ValueTask<RequestedTools> ReadAsync(ApiRoute route, CancellationToken cancellationToken)
    {
        try
        {
            return _read is null ? default : _read(_state!, route, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<RequestedTools>(exception);
        }
    }
#pragma warning restore CA1031
}
