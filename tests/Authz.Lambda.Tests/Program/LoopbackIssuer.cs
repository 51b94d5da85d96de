using System.Net;
using System.Text;
using Authz.Lambda.Tests.Runtime;
using Authz.Testing;

namespace Authz.Lambda.Tests.Program;

/// <summary>An issuer on a loopback socket, for a function in another process.</summary>
internal sealed class LoopbackIssuer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ManualResetEventSlim _answers = new(initialState: true);

    public LoopbackIssuer()
    {
        Issuer = new FakeIssuer($"http://127.0.0.1:{LoopbackPort.Free()}/", ["RS256"]);
        _listener.Prefixes.Add(Issuer.Issuer);
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public FakeIssuer Issuer { get; }

    /// <summary>From now on requests get no answer.</summary>
    public void Stall() => _answers.Reset();

    public void Dispose()
    {
        _answers.Set();
        _listener.Close();
        _answers.Dispose();
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = _listener.GetContext();
                _answers.Wait();
                string json = context.Request.Url!.AbsolutePath == "/jwks"
                    ? Issuer.CreateKeySet().ToJsonString()
                    : Issuer.CreateDiscoveryDocument().ToJsonString();
                context.Response.ContentType = "application/json";
                context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(json));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
