namespace Authz.AspNetCore.Definitions;

/// <summary>The source of the definition and of its changes: the application itself, or a file.</summary>
internal sealed class DefinitionSource
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private readonly ApiDefinition? _definition;
    private readonly ApiDefinitionFile? _file;
    private readonly string _path = "";
    private int _isLooking;
    private string? _refused;

    public DefinitionSource(ApiDefinition definition) => _definition = definition;

    public DefinitionSource(string path, Func<byte[], ApiDefinition>? read)
    {
        _path = path;
        _file = new ApiDefinitionFile(path, read);
    }

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ApiDefinition Read() => _definition ?? _file!.ReadAsync().GetAwaiter().GetResult();

    /// <summary>The files of the definition in force that others than this process's user can change: a sentence for each.</summary>
    public IReadOnlyList<string> FindFileProblems(ApiDefinition definition) =>
        _file is null ? FileTrust.FindProblems(definition) : FileTrust.FindProblems(definition, _path);

    /// <summary>Looks for changes until it is disposed, one look at a time; null if there can be none.</summary>
    /// <param name="change">Takes a changed definition.</param>
    /// <param name="refuse">Is told why the file cannot be used, once for each problem.</param>
    /// <param name="count">Is called for each look that failed.</param>
    /// <param name="time">The polling clock.</param>
    public ITimer? Poll(Action<ApiDefinition> change, Action<Exception> refuse, Action count, TimeProvider time) => _file is null
        ? null
        : time.CreateTimer(_ => _ = LookSafelyAsync(_file, change, refuse, count), state: null, s_interval, s_interval);

    // Whatever happens, the next look follows: a fault costs this one, and one that a logger cannot take is reported when it changes.
#pragma warning disable CA1031
    private async Task LookSafelyAsync(ApiDefinitionFile file, Action<ApiDefinition> change, Action<Exception> refuse, Action count)
    {
        if (Interlocked.Exchange(ref _isLooking, 1) != 0)
        {
            return;
        }

        try
        {
            await LookAsync(file, change, refuse, count).ConfigureAwait(false);
        }
        catch (Exception)
        {
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private async Task LookAsync(ApiDefinitionFile file, Action<ApiDefinition> change, Action<Exception> refuse, Action count)
    {
        try
        {
            if (await file.ReadChangeAsync().ConfigureAwait(false) is { } changed)
            {
                change(changed);
            }

            _refused = null;
        }
        catch (Exception exception)
        {
            count();
            if (exception.Message != _refused)
            {
                _refused = exception.Message;
                refuse(exception);
            }
        }
    }
#pragma warning restore CA1031
}
