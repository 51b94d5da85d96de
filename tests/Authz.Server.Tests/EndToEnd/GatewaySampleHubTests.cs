using System.Text.Json;
using Authz.Server.Tests.Inspector;
using Authz.Tests;
using Microsoft.Playwright;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The sample's SignalR hub through the gateway: SignalR's own client, in a page of another origin.</summary>
public sealed class GatewaySampleHubTests
{
    private const string Client = "tests/Authz.Server.Tests/Attacks/node_modules/@microsoft/signalr/dist/browser/signalr.min.js";

    [SkippableFact]
    public async Task Page_HearsNotes_UntilItsTokenEnds()
    {
        _ = Requirement.Program("curl");
        Requirement.Require(File.Exists(RepositoryFile.FullPath(Client)), "'npm ci --prefix tests/Authz.Server.Tests/Attacks' has not been run");
        await using Browser browser = await Browser.StartAsync();
        await using RunningSample sample = await RunningSample.StartAsync(("SIGNALR", RepositoryFile.FullPath(Client)));
        IPage page = await browser.OpenAsync(new Uri(sample.Page("127.0.0.1")));

        // What a client says in the handshake's query or header is not what the backend hears.
        Assert.Equal("alice", await TextAsync(page, """follow({ onNote: note => window.heard = note.text }).then(hub => hub.user)"""));
        Assert.Equal("A note", await TextAsync(page, """call("/notes", { scope: "notes:write", method: "POST" }).then(answer => JSON.parse(answer.body).text)"""));
        await page.WaitForFunctionAsync("window.heard === 'A note'");

        // An issuer's 45 s less than nothing is a token that the gateway's 60 s of skew still accept for a moment.
        await page.EvaluateAsync("""() => follow({ lifetime: "-45s" }).then(hub => window.short = hub)""");
        Assert.Equal("alice", await TextAsync(page, "window.short.user"));
        Assert.NotEmpty(await TextAsync(page, "window.short.end.then(end => end.ended)"));

        Assert.Contains("403", await TextAsync(page, """follow({ scope: "notes:write" }).then(hub => hub.blocked)"""), StringComparison.Ordinal);
        Assert.Contains("401", await TextAsync(page, """follow({ lifetime: "-2m" }).then(hub => hub.blocked)"""), StringComparison.Ordinal);

        // The same page under another name is another origin.
        await page.GotoAsync(sample.Page("localhost"));
        Assert.NotEmpty(await TextAsync(page, "follow().then(hub => hub.blocked)"));
    }

    private static async Task<string> TextAsync(IPage page, string expression) =>
        (await page.EvaluateAsync(expression))?.GetString() ?? throw new InvalidOperationException($"{expression} gave nothing.");
}
