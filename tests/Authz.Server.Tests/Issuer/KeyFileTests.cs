using Authz.Server.Issuer;
using Authz.Testing;

namespace Authz.Server.Tests.Issuer;

public sealed class KeyFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Path => System.IO.Path.Combine(_folder.FullName, "keys.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Keeps_TheKeysOverARestart()
    {
        string[] first;
        await using (IssuerHost host = await StartAsync())
        {
            host.Issuer.Publish(SigningKey.Create("ES256"));
            first = KeyIds(host.Issuer)[..2];
        }

        await using IssuerHost again = await StartAsync();

        Assert.Equal(first, KeyIds(again.Issuer));
        Assert.Equal("RS256", again.Issuer.CurrentKey.Algorithm);
    }

    [Fact]
    public async Task Takes_KeysFromPem_AndLeavesTheFileAsItIs()
    {
        // openssl genpkey -algorithm ed25519
        const string Pem = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIAKk7gsGVzwvRKVD8XC2V+dGwcGEW81f3LboU3dYq9Dh
            -----END PRIVATE KEY-----
            """;
        WritePrivate(Pem);
        await using IssuerHost host = await StartAsync();
        string[] first = KeyIds(host.Issuer);
        using HttpClient client = new();
        using HttpResponseMessage response = await client.PostAsync(new Uri($"{host.Issuer.Issuer}control/rotate"), null);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Single(first);
        Assert.Equal(["EdDSA", "EdDSA"], host.Issuer.PublishedKeys.Select(key => key.Algorithm));
        Assert.Equal(SigningKey.FromPrivatePem(Pem).KeyId, first[0]);
        Assert.Equal(Pem, await File.ReadAllTextAsync(Path));
    }

    [Theory]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "PEM block 0 is not a private key for EdDSA, RS256")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n", "It has no whole PEM block.")]
    public async Task Rejects_OtherPem(string pem, string cause)
    {
        WritePrivate(pem);
        KeyFileException exception = await Assert.ThrowsAsync<KeyFileException>(() => StartAsync());
        Assert.StartsWith(cause, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/control/rotate?alg=PS256", 3)]
    [InlineData("/control/withdraw?kid={kid}", 2)]
    public async Task Keeps_WhatChangesBeforeItIsPublished(string command, int keys)
    {
        string[] changed;
        await using (IssuerHost host = await StartAsync())
        {
            using HttpClient client = new();
            string path = command.Replace("{kid}", host.Issuer.FindKey("ES256")!.KeyId, StringComparison.Ordinal);
            using HttpResponseMessage response = await client.PostAsync(new Uri(host.Issuer.Issuer.TrimEnd('/') + path), null);
            Assert.True(response.IsSuccessStatusCode);
            changed = KeyIds(host.Issuer);
        }

        await using IssuerHost again = await StartAsync();

        Assert.Equal(keys, again.Issuer.PublishedKeys.Count);
        Assert.Empty(changed.Except(KeyIds(again.Issuer)));
    }

    [Fact]
    public async Task IsOnlyForItsOwner()
    {
        await using IssuerHost host = await StartAsync();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }

        Assert.Equal([Path], Directory.GetFiles(_folder.FullName));
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public async Task Rejects_AFileThatOthersMayUse(UnixFileMode mode)
    {
        await (await StartAsync()).DisposeAsync();
        if (OperatingSystem.IsWindows())
        {
            Skip.If(true, "Windows has no such permissions.");
            return;
        }

        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        (int exit, string output, string error) = await RunningCommand.RunAsync("issuer", "--listen", "http://127.0.0.1:0", "--keys", Path);

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Equal($"{Path}: Group or others may use it: make it private (chmod 600 {Path}).", error.TrimEnd());
    }

    [Fact]
    public async Task Rejects_AKeyWithoutAlgorithm_WithWordsOfTheFileAlone()
    {
        WritePrivate("""{ "keys": [{ "kty": "EC" }] }""");
        KeyFileException exception = await Assert.ThrowsAsync<KeyFileException>(() => StartAsync());
        Assert.EndsWith("EdDSA, Ed25519.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("no JSON", "{")]
    [InlineData("no object", "[]")]
    [InlineData("no keys", "{}")]
    [InlineData("keys that are none", """{ "keys": 1 }""")]
    [InlineData("a key that is none", """{ "keys": [1] }""")]
    [InlineData("a null", """{ "keys": [null] }""")]
    [InlineData("a key without a secret", """{ "keys": [{ "kty": "EC", "alg": "ES256", "crv": "P-256", "x": "AA", "y": "AA" }] }""")]
    [InlineData("an algorithm of a shared secret", """{ "keys": [{ "kty": "oct", "alg": "HS256", "k": "AAAA" }] }""")]
    [InlineData("a member twice", """{ "keys": [], "keys": [] }""")]
    public async Task Rejects_AFileOfSomethingElse_AndLeavesItAlone(string description, string content)
    {
        Assert.NotEmpty(description);
        await File.WriteAllTextAsync(Path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (int exit, _, string error) = await RunningCommand.RunAsync("issuer", "--listen", "http://127.0.0.1:0", "--keys", Path);

        Assert.Equal(1, exit);
        Assert.StartsWith($"{Path}: It is not a set of private keys that authz issuer wrote", error, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task Rejects_AFileInNoFolder()
    {
        string path = System.IO.Path.Combine(_folder.FullName, "none", "keys.json");

        (int exit, _, string error) = await RunningCommand.RunAsync("issuer", "--listen", "http://127.0.0.1:0", "--keys", path);

        Assert.Equal(1, exit);
        Assert.StartsWith($"{path}: It cannot be read: ", error, StringComparison.Ordinal);
    }

    private static string[] KeyIds(FakeIssuer issuer) => [.. issuer.PublishedKeys.Select(key => key.KeyId)];

    private Task<IssuerHost> StartAsync() =>
        IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), new KeyFile(Path), wantsNonces: false, TimeProvider.System, CancellationToken.None);

    private void WritePrivate(string content)
    {
        File.WriteAllText(Path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
