namespace Authz.AspNetCore.Authentication;

/// <summary>Listens to the schemes' changes until it is disposed.</summary>
internal sealed class SchemeListener(Action stop) : IDisposable
{
    public void Dispose() => stop();
}
