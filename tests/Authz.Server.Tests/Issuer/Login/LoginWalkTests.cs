using System.Text.Json.Nodes;
using Authz.Server.Tests.Inspector;
using Authz.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Playwright;

namespace Authz.Server.Tests.Issuer.Login;

/// <summary>
/// A single-page application on another port logs in through <c>authz issuer</c> in Chromium, with npm's openid-client, which nobody here
/// wrote: discovery and tokens across origins, the page with its form, and every check of an OpenID client.
/// </summary>
public sealed class LoginWalkTests
{
    private const string Folder = "tests/Authz.Server.Tests/Attacks";

    [SkippableFact]
    public async Task Walks_FromTheApplicationThroughThePageToTheTokens()
    {
        await using Browser browser = await Browser.StartAsync();
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync() + "/";
        await using WebApplication application = await StartApplicationAsync();
        string origin = application.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        IPage page = await browser.OpenAsync(new Uri($"{origin}/?issuer={address}"));

        await page.ClickAsync("#login");
        await page.FillAsync("#subject", "bob");
        await page.UncheckAsync("input[value='pets:write']");
        await page.ClickAsync("button[value=sign-in]");
        JsonNode found = await FindAnswerAsync(page);

        Assert.Equal(("bob", "openid pets:read"), (found["subject"]?.GetValue<string>(), found["scope"]?.GetValue<string>()));
        JsonWebToken token = new(found["token"]!.GetValue<string>());
        Assert.Equal((address, "bob"), (token.Issuer, token.Subject));
        Assert.Equal(["urn:pets"], token.Audiences);

        await page.ClickAsync("#login");
        await page.ClickAsync("button[value=refuse]");
        Assert.Equal("access_denied", (await FindAnswerAsync(page))["error"]!.GetValue<string>());
        Assert.Empty(browser.Problems);
    }

    private static async Task<JsonNode> FindAnswerAsync(IPage page) =>
        JsonNode.Parse((await (await page.WaitForSelectorAsync("#found:not(:empty)"))!.TextContentAsync())!)!;

    private static async Task<WebApplication> StartApplicationAsync()
    {
        string packages = RepositoryFile.FullPath($"{Folder}/node_modules");
        Requirement.Require(Directory.Exists($"{packages}/openid-client"), $"'npm ci --prefix {Folder}' has not been run");
        WebApplication application = WebApplication.CreateSlimBuilder().Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(packages), RequestPath = "/packages" });
        application.MapGet("/", () => Results.File(RepositoryFile.FullPath($"{Folder}/login.html"), "text/html"));
        await application.StartAsync();
        return application;
    }
}
