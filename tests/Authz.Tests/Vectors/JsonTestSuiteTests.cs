using System.Text;
using Authz.Keys.Reading;
using Authz.Testing;
using Authz.Tests.Json;

namespace Authz.Tests.Vectors;

/// <summary>
/// nst/JSONTestSuite: JSON that must be refused as a header, a payload and a key set, and JSON that must be taken as a claim.
/// </summary>
public sealed class JsonTestSuiteTests
{
    private const string Folder = "json-test-suite/test_parsing";

    private static readonly SigningKey s_key = TestKeys.For("ES256");

    [SkippableFact]
    public async Task Rejects_MalformedJson_AsHeaderPayloadAndKeySet()
    {
        (string Name, byte[] Json)[] files = Read("n_");
        using var api = new TestApi();

        Assert.Equal(188, files.Length);
        foreach ((string name, byte[] json) in files)
        {
            Assert.Equal((name, false), (name, JsonTrace.IsAccepted(json)));
            Assert.Equal((name, null), (name, JwksReader.Read(json).Keys));
            Assert.Equal((name, true), (name, IsRefused(await api.ReasonAsync(Sign(json, "{}"u8)))));
            Assert.Equal((name, true), (name, IsRefused(await api.ReasonAsync(Sign("""{"alg":"ES256","kid":"ES256"}"""u8, json)))));
        }
    }

    [SkippableFact]
    public async Task Accepts_WellFormedJson_AsAClaim_ExceptDuplicateNames()
    {
        IReadOnlyDictionary<string, string> pinned = VectorExpectations.Pinned("json-test-suite-y");
        (string Name, string Verdict)[] verdicts = await DecideAsClaimsAsync("y_");

        Assert.Equal(95, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.Equal((verdict.Name, pinned.GetValueOrDefault(verdict.Name, "accepted")), verdict));
    }

    [SkippableFact]
    public async Task Decides_ImplementationDefinedJson_AsPinned()
    {
        IReadOnlyDictionary<string, string> pinned = VectorExpectations.Pinned("json-test-suite-i");
        (string Name, string Verdict)[] verdicts = await DecideAsClaimsAsync("i_");

        Assert.Equal(35, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.Equal((verdict.Name, pinned.GetValueOrDefault(verdict.Name)), verdict));
    }

    private static bool IsRefused(RefusalReason? reason) => reason is RefusalReason.TokenMalformed or RefusalReason.TokenTooLarge;

    private static async Task<(string Name, string Verdict)[]> DecideAsClaimsAsync(string prefix)
    {
        using var api = new TestApi();
        List<(string, string)> verdicts = [];
        foreach ((string name, byte[] json) in Read(prefix))
        {
            byte[] claims = Encoding.UTF8.GetBytes(TestApi.Token().Claims.ToJsonString());
            byte[] payload = [.. claims.AsSpan()[..^1], .. ",\"claim\":"u8, .. json, (byte)'}'];
            RefusalReason? reason = await api.ReasonAsync(Sign("""{"alg":"ES256","kid":"ES256"}"""u8, payload));
            verdicts.Add((name, reason?.ToCode() ?? "accepted"));
        }

        return [.. verdicts];
    }

    private static (string Name, byte[] Json)[] Read(string prefix) =>
        [
            .. Directory.GetFiles(VectorFiles.Find(Folder), $"{prefix}*.json")
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))),
        ];

    private static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) => CompactJws.Sign(header, payload, s_key);
}
