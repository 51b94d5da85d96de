using Microsoft.Extensions.FileProviders;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// The source of the definition and of its changes. A file is polled by content, because change notifications miss a replaced link, as in
/// a Kubernetes ConfigMap.
/// </summary>
internal sealed class DefinitionSource
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly ApiDefinition? _definition;
    private readonly IFileProvider? _files;
    private readonly string _path = "";
    private Task<byte[]>? _reading;
    private byte[] _seen = [];
    private byte[] _read = [];
    private string? _refused;

    public DefinitionSource(ApiDefinition definition) => _definition = definition;

    public DefinitionSource(IFileProvider files, string path)
    {
        _files = files;
        _path = path;
    }

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ApiDefinition Read()
    {
        if (_definition is not null)
        {
            return _definition;
        }

        _seen = _read = ReadContent();
        return ApiDefinitionReader.Read(_read);
    }

    /// <summary>Looks for changes until it is disposed, one look at a time; null if there can be none.</summary>
    /// <param name="change">Takes a changed definition.</param>
    /// <param name="refuse">Is told why the file cannot be used, once for each problem.</param>
    /// <param name="time">The polling clock.</param>
    public ITimer? Poll(Action<ApiDefinition> change, Action<Exception> refuse, TimeProvider time)
    {
        if (_files is null)
        {
            return null;
        }

        int isLooking = 0;
        return time.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref isLooking, 1) == 0)
                {
                    LookSafely(change, refuse);
                    Volatile.Write(ref isLooking, 0);
                }
            },
            state: null, s_interval, s_interval);
    }

    // No exception may leave a timer, not even a logger's: it would end the process.
#pragma warning disable CA1031
    private void LookSafely(Action<ApiDefinition> change, Action<Exception> refuse)
    {
        try
        {
            Look(change, refuse);
        }
        catch (Exception)
        {
            // What could not be reported is reported when it changes.
        }
    }

    private void Look(Action<ApiDefinition> change, Action<Exception> refuse)
    {
        try
        {
            // Two reads have to agree, because half a file may be a complete definition with fewer routes.
            byte[] content = ReadContent();
            bool isSettled = content.AsSpan().SequenceEqual(_seen);
            _seen = content;
            if (isSettled && !content.AsSpan().SequenceEqual(_read))
            {
                _read = content;
                change(ApiDefinitionReader.Read(content));
            }

            _refused = null;
        }
        catch (Exception exception)
        {
            if (exception.Message != _refused)
            {
                _refused = exception.Message;
                refuse(exception);
            }
        }
    }
#pragma warning restore CA1031

    // An open that hangs is waited for by the next look instead of being tried again: it costs one thread, not one for each look.
    private byte[] ReadContent()
    {
        Task<byte[]> reading = _reading ??= Task.Run(ReadFile);
        try
        {
            return Task.WaitAny([reading], s_patience) == 0
                ? reading.GetAwaiter().GetResult()
                : throw new IOException($"{_path} gave no content within {s_patience.TotalSeconds} s.");
        }
        finally
        {
            if (reading.IsCompleted)
            {
                _reading = null;
            }
        }
    }

    private byte[] ReadFile()
    {
        IFileInfo file = _files!.GetFileInfo(_path);
        if (file.PhysicalPath is { } path && new FileInfo(path) is { Exists: true } physical
            && (physical.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : physical).Length == 0)
        {
            // To open a FIFO without a writer takes for ever. Like devices and sockets it has no length.
            throw new IOException($"{_path} is empty, or not a regular file.");
        }

        using Stream stream = file.CreateReadStream();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
