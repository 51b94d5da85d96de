namespace GatewaySample;

/// <summary>The page, and the tokens that it asks its own server for: a dev issuer talks to no page of another origin.</summary>
internal static class Page
{
    public static void Map(WebApplication app, string issuer, string gateway, string? signalr)
    {
        string html = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "page.html"))
            .Replace("GATEWAY", gateway, StringComparison.Ordinal);
        HttpClient client = new();
        app.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        app.MapGet("/signalr.js", () => File.Exists(signalr) ? Results.File(signalr, "text/javascript") : Results.NotFound());
        app.MapGet("/token", async (string scope, string? lifetime) =>
        {
            using FormUrlEncodedContent form = new(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "alice",
                ["audience"] = "notes-api",
                ["scope"] = scope,
                ["expires_in"] = lifetime ?? "1h",
            });
            using HttpResponseMessage answer = await client.PostAsync(new Uri(issuer + "/token"), form);
            return Results.Content(await answer.Content.ReadAsStringAsync(), "application/json");
        });
    }
}
