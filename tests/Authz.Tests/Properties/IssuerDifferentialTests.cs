using System.Globalization;
using Xunit.Abstractions;

namespace Authz.Tests.Properties;

/// <summary>
/// Tokens of drawn issuers, with tenants, other claims and keys named in every way, before us and before Microsoft's library: what we
/// accept, the other accepts too. AUTHZ_DIFFERENTIAL_TOKENS draws more.
/// </summary>
public sealed class IssuerDifferentialTests(ITestOutputHelper output)
{
    private const int TokensByDefault = 2_000;
    private const int TokensADefinition = 40;

    // What a stricter rule of ours may refuse a token for: types of registered claims, and three keys of one name, none of which is used,
    // so that others of the name may be left.
    private static readonly RefusalReason[] s_stricter =
    [
        RefusalReason.ClaimMalformed, RefusalReason.KeyUnknown, RefusalReason.AlgorithmNotAllowed, RefusalReason.SignatureInvalid,
    ];

    private static readonly int s_tokens =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_TOKENS") ?? $"{TokensByDefault}", CultureInfo.InvariantCulture);

    private static readonly int s_seed =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Accepts_NoToken_ThatMicrosoftsLibraryRejects()
    {
        var random = new Random(s_seed);
        int accepted = 0;
        int stricter = 0;
        for (int left = s_tokens; left > 0; left -= TokensADefinition)
        {
            var definition = IssuerDefinition.Draw(random);
            var oracle = new IssuerOracle(definition);
            using TestApi api = definition.CreateApi();
            for (int index = 0; index < Math.Min(left, TokensADefinition); index++)
            {
                string token = IssuerToken.Draw(random, definition);
                RefusalReason? ours = await api.ReasonAsync(token);
                bool theirs = await oracle.IsAcceptedAsync(token);
                Assert.True(ours is not null || theirs, $"accepted by us alone, under {definition}: {token}");
                Assert.True(ours is null || !theirs || s_stricter.Contains(ours.Value), $"{ours} by us alone, under {definition}: {token}");
                accepted += ours is null ? 1 : 0;
                stricter += ours is not null && theirs ? 1 : 0;
            }
        }

        output.WriteLine($"{s_tokens} tokens, {accepted} accepted by us, 0 of them refused by the oracle, {stricter} refused by us alone");

        // Tokens that are all refused prove nothing.
        Assert.InRange(accepted, s_tokens / 50, s_tokens);
        Assert.InRange(stricter, 0, s_tokens / 10);
    }
}
