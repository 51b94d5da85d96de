using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Authz.Lambda.Tests.Runtime;

/// <summary>The Lambda Runtime API over loopback HTTP: hands out the invocations that a test asks for, and takes their answers.</summary>
internal sealed class FakeRuntimeApi : IDisposable
{
    private const string Root = "/2018-06-01/runtime/";

    private readonly HttpListener _listener = new();
    private readonly BlockingCollection<PendingInvocation> _invocations = [];
    private readonly ConcurrentDictionary<string, PendingInvocation> _underWay = new();
    private readonly TaskCompletionSource<RuntimeAnswer> _initializationError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    public FakeRuntimeApi()
    {
        Address = $"127.0.0.1:{LoopbackPort.Free()}";
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>The value for <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address { get; }

    /// <summary>What the function says when it cannot start.</summary>
    public Task<RuntimeAnswer> InitializationError => _initializationError.Task;

    /// <summary>Invokes the function and waits for its answer.</summary>
    /// <param name="content">The event.</param>
    /// <param name="time">What the function has until its deadline; null for ten seconds.</param>
    public Task<RuntimeAnswer> InvokeAsync(byte[] content, TimeSpan? time = null)
    {
        string id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        PendingInvocation invocation = new(id, content, time ?? TimeSpan.FromSeconds(10));
        _invocations.Add(invocation);
        return invocation.Answer.Task;
    }

    public void Dispose()
    {
        _listener.Close();
        _invocations.CompleteAdding();
    }

    // A runtime has one request at a time, so one thread serves it.
    private void Serve()
    {
        try
        {
            while (true)
            {
                Answer(_listener.GetContext());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        if (path == Root + "invocation/next")
        {
            HandOut(_invocations.Take(), context.Response);
            return;
        }

        using MemoryStream body = new();
        context.Request.InputStream.CopyTo(body);
        RuntimeAnswer answer = new(
            path[(path.LastIndexOf('/') + 1)..], Encoding.UTF8.GetString(body.ToArray()),
            context.Request.Headers["Lambda-Runtime-Function-Error-Type"]);
        context.Response.StatusCode = 202;
        context.Response.Close();
        if (path == Root + "init/error")
        {
            _initializationError.SetResult(answer);
        }
        else if (_underWay.TryRemove(path.Split('/')[^2], out PendingInvocation? invocation))
        {
            invocation.Answer.SetResult(answer);
        }
    }

    private void HandOut(PendingInvocation invocation, HttpListenerResponse response)
    {
        _underWay[invocation.Id] = invocation;
        long deadline = TimeProvider.System.GetUtcNow().Add(invocation.Time).ToUnixTimeMilliseconds();
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = invocation.Id;
        response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToString(CultureInfo.InvariantCulture);
        response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";
        response.ContentType = "application/json";
        response.ContentLength64 = invocation.Content.Length;
        response.OutputStream.Write(invocation.Content);
        response.Close();
    }

    private sealed record PendingInvocation(string Id, byte[] Content, TimeSpan Time)
    {
        public TaskCompletionSource<RuntimeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
