using Microsoft.AspNetCore.SignalR;

namespace GatewaySample;

/// <summary>Tells each page about each new note. Who listens it learns from the handshake, in the header that the gateway sets.</summary>
internal sealed class NotesHub : Hub
{
    public string WhoAmI() => Context.GetHttpContext()!.Request.Headers["x-user"].ToString();
}
