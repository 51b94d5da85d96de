using Authz.Tests;
using Microsoft.Playwright;

namespace Authz.Server.Tests.Inspector;

/// <summary>A headless Chromium with an empty profile, and whatever its pages complained of.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private const int PatienceInMilliseconds = 180_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public List<string> Problems { get; } = [];

    /// <summary>Starts the browser, or skips the test where there is none.</summary>
    public static async Task<Browser> StartAsync(params string[] arguments)
    {
        string program = Requirement.Program("chromium");
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", .. arguments,
            ],
        });
        return new Browser(playwright, browser);
    }

    public async Task<IPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = 1200, Height = 900 },
        });
        page.SetDefaultTimeout(PatienceInMilliseconds);
        page.PageError += (_, problem) => Problems.Add(problem);
        page.Console += (_, message) => Problems.AddRange(message.Type == "error" ? [message.Text] : []);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
