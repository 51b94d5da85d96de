using System.Text.Json;

namespace Authz.Tests.Revoking;

/// <summary>An API whose tokens are revoked by a file.</summary>
internal sealed class RevocationApi : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("authz-revocation-").FullName;

    public RevocationApi(
        Func<RevocationDefinition, RevocationDefinition>? revocation = null, long rememberedTokenBytes = 1 << 20, bool readsTools = false)
    {
        File = Path.Combine(_directory, "revoked.json");
        Write();
        RevocationDefinition definition = new() { File = File };
        Api = new TestApi(
            authorizer: authorizer => authorizer with { Revocation = revocation?.Invoke(definition) ?? definition },
            route: route => readsTools ? route with { Tools = new Dictionary<string, ToolDefinition> { ["*"] = new() } } : route,
            rememberedTokenBytes: rememberedTokenBytes,
            readsTools: readsTools);
    }

    public TestApi Api { get; }

    public string File { get; }

    public RevocationStatus Status => Api.Authorizer.Revocations.Single();

    /// <summary>Replaces the file, each entry of the issuer, with a claim and its value.</summary>
    public void Write(params (string Claim, string Value)[] entries) => System.IO.File.WriteAllText(File, JsonSerializer.Serialize(new
    {
        revoked = entries.Select(entry => new Dictionary<string, object> { ["issuer"] = TestApi.Issuer, [entry.Claim] = entry.Value }),
    }));

    /// <summary>Has the file looked at twice, so that a change is taken; the first time may be one that a timer has begun before.</summary>
    public async Task LookAsync()
    {
        await Api.Authorizer.RefreshDueKeysAsync();
        await Api.Authorizer.RefreshDueKeysAsync();
        await Api.Authorizer.RefreshDueKeysAsync();
    }

    public static string Mint(string claim, string value) => TestApi.Token().With(claim, value).Sign(TestKeys.For("RS256"));

    public void Dispose()
    {
        Api.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
