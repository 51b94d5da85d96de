using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace GatewaySample;

/// <summary>The API. Who is asking it learns from a header that the gateway sets, and that no client can.</summary>
internal static class Notes
{
    private static readonly ConcurrentQueue<Note> s_notes = new([new Note("nobody", "The first note")]);

    public static void Map(WebApplication app)
    {
        app.MapGet("/notes", () => s_notes);
        app.MapPost("/notes", async (HttpRequest request, IHubContext<NotesHub> hub) =>
        {
            using StreamReader body = new(request.Body);
            Note note = new(request.Headers["x-user"].ToString(), await body.ReadToEndAsync());
            s_notes.Enqueue(note);
            await hub.Clients.All.SendAsync("note", note);
            return note;
        });
        app.MapHub<NotesHub>("/hub");
        app.MapGet("/health", () => "well");
    }
}
