using System.Text;
using Authz.Fuzz;

namespace Authz.Tests.Fuzzing;

/// <summary>Fuzzing starts from inputs that pass, behind the parsers and not in front of them; what it once found is tried again.</summary>
public sealed class FuzzSeedTests
{
    private const string Folder = "tests/Authz.Fuzz";

    public static TheoryData<string> Targets() => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Accepts_EverySeed(string target)
    {
        string[] seeds = Directory.GetFiles(RepositoryFile.FullPath($"{Folder}/seeds/{target}"));

        Assert.NotEmpty(seeds);
        Assert.All(seeds, seed => Assert.True(IsAccepted(target, File.ReadAllBytes(seed)), seed));
    }

    [Fact]
    public void Rejects_ASeedWithOneChangedByte()
    {
        foreach (string seed in Directory.GetFiles(RepositoryFile.FullPath($"{Folder}/seeds/token")))
        {
            byte[] token = File.ReadAllBytes(seed);
            token[^40] ^= 1;
            Assert.False(FuzzTargets.IsTokenAccepted(token), seed);
        }
    }

    [Fact]
    public void Decides_EveryPastFinding_BeforeTheTimeLimit()
    {
        foreach (string finding in Directory.GetFiles(RepositoryFile.FullPath($"{Folder}/findings")))
        {
            string target = Path.GetFileName(finding).Split('-')[0];
            Assert.True(Replay.Time(FuzzTargets.Find(target), File.ReadAllBytes(finding)) < Replay.HangOf(target), finding);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Decides_AnyBytes_WithoutAnException(string target)
    {
        var random = new Random(1);
        byte[][] seeds = [.. Directory.GetFiles(RepositoryFile.FullPath($"{Folder}/seeds/{target}")).Select(File.ReadAllBytes)];
        for (int turn = 0; turn < 300; turn++)
        {
            byte[] input = [.. seeds[turn % seeds.Length]];
            input[random.Next(input.Length)] = (byte)random.Next(256);
            int cut = random.Next(input.Length);
            FuzzTargets.Find(target)(turn % 3 == 0 ? input[..cut] : input);
        }
    }

    private static bool IsAccepted(string target, byte[] input) => target switch
    {
        "token" => FuzzTargets.IsTokenAccepted(input),
        "jwks" => FuzzTargets.IsKeySetRead(input),
        "discovery" => FuzzTargets.IsDiscoveryRead(input),
        "definition" => FuzzTargets.IsDefinitionRead(input),
        "target" => FuzzTargets.IsTargetMatched(input),
        _ => LoaderTarget.IsImported(input),
    };
}
