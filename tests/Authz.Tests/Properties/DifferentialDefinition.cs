using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>What a definition says and what time it is, the same for tokens and for every verifier.</summary>
internal sealed record DifferentialDefinition
{
    private static readonly string[] s_audiences = [TestApi.Audience, "x", "https://api.example/", "p\u00e9ts"];
    private static readonly string[] s_types = ["at+jwt", "JWT", "application/logout+jwt"];

    // IdentityModel has no Ed25519: Ed25519VerifierTests compares it with NSec.
    private static readonly SigningKey[] s_keys = [.. TestKeys.All.Where(key => !key.Algorithm.StartsWith("Ed", StringComparison.Ordinal))];
    private static readonly string[] s_algorithms = [.. s_keys.Select(key => key.Algorithm)];
    private static readonly string[] s_awsAlgorithms = ["RS256", "RS384", "RS512"];

    public CompatibilityMode Mode { get; init; } = CompatibilityMode.Standard;

    public long Now { get; init; } = TestApi.Now;

    public int Skew { get; init; } = 60;

    public string[] Audiences { get; init; } = [TestApi.Audience];

    /// <summary>As the definition says it; null for all that the mode allows.</summary>
    public string[]? Algorithms { get; init; }

    public string? RequiredType { get; init; }

    /// <summary>The published keys; each one's <c>kid</c> is its algorithm.</summary>
    public SigningKey[] Keys { get; init; } = s_keys;

    public string[] AllowedAlgorithms =>
        Algorithms ?? (Mode == CompatibilityMode.Aws ? s_awsAlgorithms : s_algorithms);

    public static DifferentialDefinition Draw(Random random)
    {
        bool isAws = random.Next(6) == 0;
        string[] algorithms = isAws ? s_awsAlgorithms : s_algorithms;
        return new DifferentialDefinition
        {
            Mode = isAws ? CompatibilityMode.Aws : CompatibilityMode.Standard,
            Now = random.NextInt64(1_000_000_000, 5_000_000_000),
            Skew = isAws || random.Next(4) == 0 ? 0 : random.Next(301),
            Audiences = Some(random, s_audiences, random.Next(1, s_audiences.Length)),
            Algorithms = random.Next(3) == 0 ? null : Some(random, algorithms, random.Next(1, algorithms.Length + 1)),
            RequiredType = random.Next(2) == 0 ? null : s_types[random.Next(s_types.Length)],
            Keys = Some(random, s_keys, s_keys.Length - random.Next(4)),
        };
    }

    public override string ToString() =>
        $"{Mode}, now {Now}, skew {Skew}, audiences {string.Join(' ', Audiences)}, algorithms {string.Join(' ', AllowedAlgorithms)}, " +
        $"type {RequiredType}, keys {string.Join(' ', Keys.Select(key => key.KeyId))}";

    private static T[] Some<T>(Random random, T[] all, int count)
    {
        T[] shuffled = [.. all];
        random.Shuffle(shuffled);
        return shuffled[..count];
    }
}
