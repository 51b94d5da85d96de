using System.Text.Json;
using Authz.Tests;
using Microsoft.Playwright;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>
/// The sample as its one command starts it, five processes, and a browser on its page: what pages of this and of another origin see of
/// allowed, refused and preflighted calls.
/// </summary>
public sealed class GatewaySampleTests
{
    private static readonly string[] s_browserArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    [SkippableFact]
    public async Task Page_SeesAllowedAndRefusedAnswers_UnderCorsRules()
    {
        string chromium = Requirement.Program("chromium");
        _ = Requirement.Program("curl");
        await using RunningSample sample = await RunningSample.StartAsync(("SIGNALR", "none"));
        using IPlaywright playwright = await Playwright.CreateAsync();
        string userData = Directory.CreateTempSubdirectory("authz-chromium").FullName;
        await using (IBrowserContext browser = await playwright.Chromium.LaunchPersistentContextAsync(
            userData, new() { ExecutablePath = chromium, Headless = true, Args = s_browserArguments }))
        {
            IPage page = await browser.NewPageAsync();
            await page.GotoAsync(sample.Page("127.0.0.1"));

            // Allowed: each needs a preflight, for Authorization.
            JsonElement read = await CallAsync(page, """call("/notes", { scope: "notes:read" })""");
            Assert.Equal(200, read.GetProperty("status").GetInt32());
            Assert.Equal(16, read.GetProperty("id").GetString()!.Length);
            JsonElement written = await CallAsync(page, """call("/notes", { scope: "notes:write", method: "POST", headers: {} })""");
            Assert.Equal("""{"user":"alice","text":"A note"}""", written.GetProperty("body").GetString());

            // Refused, and the page can read it.
            AssertRefused(401, "Unauthorized", await CallAsync(page, """call("/notes")"""));
            AssertRefused(403, "Forbidden", await CallAsync(page, """call("/notes", { scope: "notes:read", method: "POST" })"""));
            AssertRefused(404, "Not Found", await CallAsync(page, """call("/nowhere")"""));

            // Preflighted, and stopped by the browser: a header that is not allowed, a method that is not allowed.
            AssertBlocked(await CallAsync(page, """call("/notes", { scope: "notes:read", headers: { "x-other": "1" } })"""));
            AssertBlocked(await CallAsync(page, """call("/notes", { scope: "notes:read", method: "DELETE" })"""));

            // The same page under another name is another origin.
            await page.GotoAsync(sample.Page("localhost"));
            AssertBlocked(await CallAsync(page, """call("/notes", { scope: "notes:read" })"""));
            AssertBlocked(await CallAsync(page, """call("/health")"""));
        }

        Directory.Delete(userData, recursive: true);
    }

    private static async Task<JsonElement> CallAsync(IPage page, string expression) =>
        (await page.EvaluateAsync(expression)) ?? throw new InvalidOperationException($"{expression} gave nothing.");

    private static void AssertRefused(int status, string message, JsonElement seen)
    {
        Assert.Equal(status, seen.GetProperty("status").GetInt32());
        Assert.Equal($$"""{"message":"{{message}}"}""", seen.GetProperty("body").GetString());
    }

    private static void AssertBlocked(JsonElement seen) => Assert.Equal("TypeError", seen.GetProperty("blocked").GetString());
}
