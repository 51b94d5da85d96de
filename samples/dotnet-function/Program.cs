// A function in .NET behind the protocol of the runtime interface emulator. It answers with the event it got.
using System.Text.Json;
using System.Text.Json.Nodes;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
WebApplication app = builder.Build();
app.MapPost("/2015-03-31/functions/function/invocations", async (HttpRequest request) =>
{
    JsonNode? payload = await JsonNode.ParseAsync(request.Body);
    return Results.Text(JsonSerializer.Serialize(new { statusCode = 200, body = payload!.ToJsonString() }));
});
await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.Single()}");
await app.WaitForShutdownAsync();
