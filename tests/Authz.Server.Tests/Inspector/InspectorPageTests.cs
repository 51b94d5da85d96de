using Microsoft.Playwright;

namespace Authz.Server.Tests.Inspector;

/// <summary>The inspector's page in a real browser.</summary>
public sealed class InspectorPageTests
{
    [SkippableFact]
    public async Task Explains_AToken_ByKeyboardAlone()
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync(isHostile: false);
        await using Browser browser = await Browser.StartAsync();
        IPage page = await browser.OpenAsync(inspector.Address);
        await page.WaitForSelectorAsync("#routes tr");

        // The skip link, then the form.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("GET /pets/7");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.InsertTextAsync(inspector.Issuer.Mint("pets-api", "pets:write"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".verdict.refused");

        string answer = await page.InnerTextAsync("#answer");
        Assert.Contains("Refused: 403 scope_missing", answer, StringComparison.Ordinal);
        Assert.Contains("at least one of 'pets:read'", answer, StringComparison.Ordinal);
        Assert.Contains("Request a token with a sufficient set of scopes", answer, StringComparison.Ordinal);

        // From a route's own button to its explanation.
        await page.FocusAsync("#routes tr:nth-child(2) button");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("GET /pets/id", await page.InputValueAsync("#request"));
        Assert.Equal("token", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [SkippableFact]
    public async Task Shows_HostileTextAsText()
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync();
        await inspector.DecideAsync("GET", "/pets");
        await using Browser browser = await Browser.StartAsync();
        IPage page = await browser.OpenAsync(inspector.Address);
        await page.WaitForSelectorAsync("#decisions code");
        await page.FillAsync("#request", "GET /pets");
        await page.FillAsync("#token", inspector.Issuer.Token(InspectorUnderTest.Markup).With(
            "scope", $"{InspectorUnderTest.Markup}\u202E\u0007")
            .WithHeader("typ", InspectorUnderTest.Markup).Sign(inspector.Issuer.CurrentKey));
        await page.ClickAsync("button.main");
        await page.WaitForSelectorAsync(".verdict.refused");

        string text = await page.InnerTextAsync("body");
        Assert.Contains(InspectorUnderTest.Markup, text, StringComparison.Ordinal);
        Assert.Contains("\\u202E", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        Assert.Equal(0, await page.Locator("img, iframe, main script").CountAsync());
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.pwned"));
        Assert.Empty(browser.Problems);
    }

    [SkippableFact]
    public async Task Answers_OnlyItsOwnPage_UnderItsOwnName()
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync();
        await using InspectorUnderTest other = await InspectorUnderTest.StartAsync();
        await using Browser browser = await Browser.StartAsync("--host-resolver-rules=MAP evil.example 127.0.0.1");
        IPage page = await browser.OpenAsync(new Uri("about:blank"));
        string state = new Uri(inspector.Address, "/state").AbsoluteUri;

        Assert.Equal("refused", await page.EvaluateAsync<string>("url => fetch(url).then(r => r.text(), () => 'refused')", state));
        Assert.Equal("opaque 0", await page.EvaluateAsync<string>(
            "url => fetch(url, { mode: 'no-cors' }).then(async r => r.type + ' ' + (await r.text()).length, () => 'opaque 0')", state));

        IResponse rebound = (await page.GotoAsync($"http://evil.example:{inspector.Address.Port}/state"))!;
        Assert.Equal(421, rebound.Status);
        Assert.StartsWith("This server answers only to a Host", await rebound.TextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Explains_ARecentDecision_AndTriesADefinitionOut()
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync(isHostile: false);
        await inspector.DecideAsync("GET", "/pets");
        await using Browser browser = await Browser.StartAsync();
        IPage page = await browser.OpenAsync(inspector.Address);
        await page.ClickAsync("#recent button");
        await page.WaitForSelectorAsync(".verdict.refused");
        Assert.Contains("token_missing", await page.InnerTextAsync("#answer"), StringComparison.Ordinal);

        await page.FillAsync("#token", inspector.Issuer.Mint("pets-api", "pets:read"));
        await page.ClickAsync("#what-if summary");
        await page.FillAsync("#definition", """{ "authorizers": {}, "routes": { "GET /pets": { "authorizationType": "NONE" } } }""");
        await page.ClickAsync("button.main");
        await page.WaitForSelectorAsync(".verdict.allowed");
        string answer = await page.InnerTextAsync("#answer");
        Assert.Contains("opened GET /pets", answer, StringComparison.Ordinal);
        Assert.Empty(browser.Problems);
    }

    // No column is so narrow that it breaks a word, and no page is wider than its window.
    [SkippableTheory]
    [InlineData(400)]
    [InlineData(800)]
    [InlineData(1400)]
    public async Task Fits_ItsWindow_InBothThemes(int width)
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync(isHostile: false);
        await inspector.ShadowAsync();
        string reader = inspector.Issuer.Mint("pets-api", "pets:read");
        foreach ((string method, string target, string? token) in new[] { ("GET", "/pets", reader), ("POST", "/pets", reader), ("GET", "/pets", null) })
        {
            await inspector.DecideAsync(method, target, token);
        }

        await using Browser browser = await Browser.StartAsync();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await browser.OpenAsync(inspector.Address, scheme);
            await page.SetViewportSizeAsync(width, 900);
            await page.FillAsync("#request", "POST /pets");
            await page.FillAsync("#token", reader);
            await page.ClickAsync("button.main");
            await page.WaitForSelectorAsync(".verdict.refused");
            await page.WaitForSelectorAsync("#differences code");

            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{width} {scheme}");
            Assert.True(
                await page.EvaluateAsync<bool>("document.getElementById('answer').getBoundingClientRect().top < window.innerHeight / 2 + 1"),
                "the answer is out of sight");

            // On a narrow page a term stands above its text, else beside it.
            Assert.Equal(
                width == 400,
                await page.EvaluateAsync<bool>("document.querySelector('dt').getBoundingClientRect().left === document.querySelector('dd').getBoundingClientRect().left"));
            Assert.Equal(
                0,
                await page.EvaluateAsync<int>("[...document.querySelectorAll('#issuers span.good, #decisions span.bad, #recent span.bad')].filter(one => one.getClientRects().length > 1).length"));
            if (Environment.GetEnvironmentVariable("AUTHZ_PICTURES") is { Length: > 0 } folder)
            {
                await File.WriteAllBytesAsync(
                    Path.Combine(folder, $"inspector-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
                    await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true }));
            }

            Assert.Empty(browser.Problems);
        }
    }

    [SkippableFact]
    public async Task Loads_Fast_AndLooksAsThePicturesShow()
    {
        await using InspectorUnderTest inspector = await InspectorUnderTest.StartAsync(isHostile: false);
        string reader = inspector.Issuer.Mint("pets-api", "pets:read");
        foreach ((string method, string target, string? token, int times) in new[]
        {
            ("GET", "/pets", reader, 41), ("GET", "/pets/7", reader, 17), ("POST", "/pets", reader, 5), ("GET", "/pets", null, 3),
            ("GET", "/health", null, 12), ("GET", "/favicon.ico", null, 1),
        })
        {
            for (int index = 0; index < times; index++)
            {
                await inspector.DecideAsync(method, target, token);
            }
        }

        await using Browser browser = await Browser.StartAsync();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await browser.OpenAsync(inspector.Address, scheme);

            // The second time: the first is the time of a browser that has just been started.
            await page.ReloadAsync();
            double loaded = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
            await page.FillAsync("#request", "POST /pets");
            await page.FillAsync("#token", reader);
            await page.ClickAsync("button.main");
            await page.WaitForSelectorAsync(".verdict.refused");
            await page.EvaluateAsync("document.activeElement.blur()");
            byte[] picture = await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true });

            // A hundred times what an idle machine takes.
            Assert.InRange(loaded, 1, 10_000);
            Assert.True(picture.Length > 10_000, "an empty picture");
            if (Environment.GetEnvironmentVariable("AUTHZ_PICTURES") is { Length: > 0 } folder)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"inspector-{scheme.ToString().ToLowerInvariant()}.png"), picture);
                await File.AppendAllTextAsync(Path.Combine(folder, "loaded.txt"), $"{scheme} {loaded} ms\n");
            }
        }
    }
}
