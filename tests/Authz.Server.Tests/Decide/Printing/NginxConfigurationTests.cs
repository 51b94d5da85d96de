namespace Authz.Server.Tests.Decide.Printing;

/// <summary>What nginx needs said that a URL leaves out.</summary>
public sealed class NginxConfigurationTests
{
    [Theory]
    [InlineData("https://pets.example", "server pets.example:443;")]
    [InlineData("http://pets.example", "server pets.example:80;")]
    [InlineData("http://[::1]", "server [::1]:80;")]
    public async Task Prints_ThePortOfTheUpstream(string upstream, string line) =>
        Assert.Contains(line, await PrintAsync(upstream), StringComparison.Ordinal);

    [Theory]
    [InlineData("server 10.0.0.5:443;", "--forward-auth", "https://10.0.0.5")]
    [InlineData("server [::1]:80;", "--forward-auth", "http://[::1]")]
    [InlineData("listen 127.0.0.1:80;", "--listen", "http://127.0.0.1")]
    public async Task Prints_ThePortOfTheDeciderAndItsOwn(string line, params string[] options) =>
        Assert.Contains(line, await PrintAsync("http://127.0.0.1:5001", options), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://localhost:9001", "localhost")]
    [InlineData("https://10.0.0.5:9001", "authz-decider")]
    [InlineData("https://[::1]:9001", "authz-decider")]
    public async Task Prints_TheNameThatTheDecidersCertificateHas(string decider, string name)
    {
        string printed = await PrintAsync("http://127.0.0.1:5001", "--forward-auth", decider);

        Assert.Contains($"proxy_ssl_name {name};\n            proxy_ssl_server_name on;", printed, StringComparison.Ordinal);
    }

    private static Task<string> PrintAsync(string upstream, params string[] options) =>
        PrintedConfiguration.PrintAsync(PrintedConfiguration.Open, "nginx", upstream, options);
}
