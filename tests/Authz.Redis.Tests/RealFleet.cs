using System.Globalization;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Redis.Tests;

/// <summary>Replicas in processes of their own, the files that they share, and one who revokes.</summary>
internal sealed class RealFleet : IDisposable
{
    public const int MaximumStaleness = 5;

    private const int StartedAtOnce = 4;

    private readonly string _directory = Directory.CreateTempSubdirectory("authz-fleet-").FullName;
    private readonly string _url;
    private readonly RedisFleetStore _store;

    public RealFleet(string url)
    {
        _url = url;
        File.WriteAllText(KeyFile, new System.Text.Json.Nodes.JsonObject { ["keys"] = new System.Text.Json.Nodes.JsonArray(Issuer.CurrentKey.ToPublicJwk()) }.ToJsonString());
        File.WriteAllText(SecretFile, RedisReplica.Secret);
        _store = new RedisFleetStore(url);
        Revoker = new Fleet(_store, FleetSecret.Parse(RedisReplica.Secret));
        Good = Mint("good");
    }

    public FakeIssuer Issuer { get; } = new("https://issuer.example", ["ES256"]);

    public Fleet Revoker { get; }

    public string Good { get; }

    public List<ReplicaProcess> Replicas { get; } = [];

    private string KeyFile => Path.Combine(_directory, "keys.json");

    private string SecretFile => Path.Combine(_directory, "secret");

    private string TokenFile => Path.Combine(_directory, "tokens");

    /// <summary>A number of the whole proof, which <c>tests/fleet-real.sh</c> sets; else one for a short form.</summary>
    public static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable("AUTHZ_FLEET_" + name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Writes a figure where the script finds it.</summary>
    public static void Report(string text)
    {
        string folder = RepositoryFile.FullPath("artifacts/fleet");
        Directory.CreateDirectory(folder);
        File.AppendAllText(Path.Combine(folder, "figures.txt"), text + "\n");
    }

    public async Task StartAsync(int count)
    {
        // Not all at once: what they compile at their start would keep a small machine busy for a minute.
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(StartedAtOnce))
        {
            ReplicaProcess[] started = [.. batch.Select(_ => new ReplicaProcess(_url, KeyFile, SecretFile, MaximumStaleness))];
            Replicas.AddRange(started);
            await Task.WhenAll(started.Select(replica => replica.AskAsync($"await {Good} Allowed")));
        }
    }

    /// <summary>Starts one more, which need not be able to judge.</summary>
    public ReplicaProcess StartOne()
    {
        ReplicaProcess started = new(_url, KeyFile, SecretFile, MaximumStaleness);
        Replicas.Add(started);
        return started;
    }

    public string Mint(string tokenId) => Issuer.Token("api").With("jti", tokenId).Sign(Issuer.CurrentKey);

    public Task<string[]> AskAllAsync(string question) => Task.WhenAll(Replicas.Select(replica => replica.AskAsync(question)));

    public async Task<long> SumAsync(string question) => (await Task.WhenAll(Replicas.Select(replica => replica.CountAsync(question)))).Sum();

    /// <summary>How many of these tokens a replica would still let pass, over all replicas.</summary>
    public async Task<long> CountLostAsync(IEnumerable<string> tokenIds)
    {
        await File.WriteAllLinesAsync(TokenFile, tokenIds.Select(Mint));
        return await SumAsync($"lost {TokenFile}");
    }

    public void Dispose()
    {
        Replicas.ForEach(replica => replica.Dispose());
        Revoker.Dispose();
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
