using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Floors;
using Authz.Benchmarks.Peers;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>Measures every target that is a ratio within one process; the others have programs of their own.</summary>
public static class RatiosProgram
{
    // Where contexts are kept in OpenSSL. Without them 1.05 and 1.10 are aimed at for RSA.
    private static readonly Aim[] s_aims = [new("RS256", 0.92, 0.97, 1.5), new("PS256", 0.92, 0.97, 1.3), new("ES256", 1.00, 1.05, 1.0)];

    /// <summary>Prints a line for each target; 0 where all are met.</summary>
    /// <param name="id">The one target to measure; null for all.</param>
    public static int Run(string? id)
    {
        (string[] Ids, Func<IEnumerable<Target>> Measure)[] groups =
        [
            (["P1", "P2"], FirstSight), (["P3"], Remembered), (["P4"], Refusals), (["P6"], Threads), (["P7"], Routes), (["P8"], Issuers),
            (["P13"], Conditions), (["P14"], Revocations), (["P16"], Proofs), (["P18"], Ed25519), (["P19"], Shadow),
        ];
        bool areAllMet = true;
        WarmUp();
        foreach (Target target in groups.Where(group => id is null || group.Ids.Contains(id)).SelectMany(group => group.Measure()))
        {
            Console.WriteLine(target);
            areAllMet &= target.IsMet;
        }

        return areAllMet ? 0 : 1;
    }

    // Brings the engine's code to its last tier before anything is measured.
    private static void WarmUp()
    {
        foreach (bool remembers in (bool[])[false, true])
        {
            using var fixture = new ApiFixture("RS256", remembers);
            AuthorizationRequest request = fixture.Request(fixture.Mint());
            Timing.Microseconds(() => fixture.Authorizer.Authorize(request).IsAllowed);
            Timing.Microseconds(() => fixture.Authorizer.Authorize(request).IsAllowed);
        }
    }

    private static IEnumerable<Target> FirstSight()
    {
        foreach (Aim aim in s_aims)
        {
            string algorithm = aim.Algorithm;
            using var forgetful = new ApiFixture(algorithm, remembers: false);
            string token = forgetful.Mint();
            AuthorizationRequest request = forgetful.Request(token);
            var floor = new SignatureFloor([token], forgetful.Issuer.CurrentKey);
            yield return new Target("P1", $"first sight {algorithm} / floor, remembering off",
                Pair.Ratio(() => forgetful.Authorizer.Authorize(request).IsAllowed, floor.Verify), aim.RememberingOff);

            using var remembering = new ApiFixture(algorithm, remembers: true);
            var stream = new FirstSights(remembering);
            yield return new Target("P1", $"first sight {algorithm} / floor, remembering on",
                Pair.Ratio(stream.DecideNext, new SignatureFloor(stream.Tokens, remembering.Issuer.CurrentKey).Verify), aim.RememberingOn);

            var peer = new IdentityModelPeer(forgetful.Issuer);
            yield return new Target("P2", $"JsonWebTokenHandler / first sight {algorithm}, remembering off",
                Pair.Ratio(() => peer.Validate(token), () => forgetful.Authorizer.Authorize(request).IsAllowed), aim.Handler, IsMinimum: true);
            yield return new Target("P2", $"bytes allocated by a first sight {algorithm}, remembering off",
                Pair.Allocation(() => forgetful.Authorizer.Authorize(request).IsAllowed), 0);

            // What a reload allocates is no first sight's.
            stream.Forget();
            yield return new Target("P2", $"bytes allocated by a first sight {algorithm}, remembering on - (token + payload)",
                Pair.Allocation(stream.DecideNext) - stream.TokenAndPayloadBytes, 300);
        }
    }

    private static IEnumerable<Target> Ed25519()
    {
        foreach (string algorithm in (string[])["EdDSA", "Ed25519"])
        {
            using var fixture = new ApiFixture(algorithm, remembers: false);
            string token = fixture.Mint();
            AuthorizationRequest request = fixture.Request(token);
            var floor = new Ed25519Floor(token, fixture.Issuer.CurrentKey);
            bool Decide() => fixture.Authorizer.Authorize(request).IsAllowed;
            yield return new Target("P18", $"first sight {algorithm} / NSec's verify, remembering off", Pair.Ratio(Decide, floor.Verify), 1.10);
            yield return new Target("P18", $"bytes allocated by a first sight {algorithm}, remembering off", Pair.Allocation(Decide), 0);
        }
    }

    private static IEnumerable<Target> Remembered()
    {
        using var fixture = new ApiFixture("RS256", remembers: true);
        string token = fixture.Mint();
        AuthorizationRequest request = fixture.Request(token);
        var floor = new LookupFloor();
        floor.Add(token);
        var peer = new IdentityModelPeer(fixture.Issuer);
        bool Decide() => fixture.Authorizer.Authorize(request).IsAllowed;
        yield return new Target("P3", "remembered token, whole decision / hash + look-up + compare", Pair.Ratio(Decide, () => floor.Contains(token)), 3);
        yield return new Target("P3", "JsonWebTokenHandler / remembered token, whole decision",
            Pair.Ratio(() => peer.Validate(token), Decide), 150, IsMinimum: true);
        yield return new Target("P3", "bytes allocated by a decision on a remembered token", Pair.Allocation(Decide), 0);
    }

    private static IEnumerable<Target> Conditions()
    {
        using var fixture = new ConditionFixture("RS256", remembers: true);
        yield return new Target("P13", "nanoseconds of a condition of three terms", 1_000 * Timing.Microseconds(fixture.Judge), 60);
        yield return new Target("P13", "bytes allocated by a condition of three terms", Pair.Allocation(fixture.Judge), 0);
        yield return new Target("P13", "bytes allocated by a remembered decision with a condition", Pair.Allocation(fixture.Decide), 0);
        using var forgetful = new ConditionFixture("RS256", remembers: false);
        yield return new Target("P13", "first sight with a condition on a nested claim / without", Pair.Ratio(forgetful.Decide, forgetful.DecidePlain), 1.03);
    }

    private static IEnumerable<Target> Revocations()
    {
        using RevocationFixture fixture = new();
        const string Asked = "nanoseconds of a remembered token asked among a million revocations";
        yield return new Target("P14", Asked, 1_000 * Timing.Microseconds(fixture.AskAgain), 20);
        yield return new Target("P14", $"{Asked}, all claims anew", 1_000 * Timing.Microseconds(fixture.AskAnew), 20);
        yield return new Target("P14", "bytes allocated by asking", Pair.Allocation(fixture.AskAgain) + Pair.Allocation(fixture.AskAnew), 0);
        yield return new Target("P14", "bytes allocated by a remembered decision with revocation", Pair.Allocation(fixture.Decide), 0);
    }

    private static IEnumerable<Target> Refusals()
    {
        using var fixture = new ApiFixture("RS256", remembers: true);
        var floor = new SignatureFloor([fixture.Mint()], fixture.Issuer.CurrentKey);
        foreach (RefusedToken refused in RefusedToken.BeforeTheSignature(fixture))
        {
            AuthorizationRequest request = fixture.Request(refused.Token);
            bool Decide() => fixture.Authorizer.Authorize(request).Reason == refused.Reason;

            // An unknown key is one only after a refresh that lacks it.
            fixture.Authorizer.AuthorizeAsync(request).AsTask().GetAwaiter().GetResult();
            yield return new Target("P4", $"refusal {refused.Reason.ToCode()} ({refused.What}) / raw RS256", Pair.Ratio(Decide, floor.Verify), 0.05);
            yield return new Target("P4", $"bytes allocated by a refusal {refused.Reason.ToCode()} ({refused.What})", Pair.Allocation(Decide), 0);
        }
    }

    private static IEnumerable<Target> Threads()
    {
        using var fixture = new ApiFixture("RS256", remembers: true);
        string token = fixture.Mint();
        AuthorizationRequest request = fixture.Request(token);
        var floor = new LookupFloor();
        floor.Add(token);
        double ratio = Scaling.Ratio(() => fixture.Authorizer.Authorize(request).IsAllowed, () => floor.Contains(token));
        yield return new Target("P6", "two threads / one on a remembered token, / the same of the floor", ratio, 0.95, IsMinimum: true);
    }

    private static IEnumerable<Target> Routes()
    {
        using RouteFixture few = new(10);
        using RouteFixture many = new(10_000);
        yield return new Target("P7", "route match, ten hot paths among 10,000 routes / among 10", Pair.Ratio(many.DecideNext, few.DecideNext), 1.5);
    }

    private static IEnumerable<Target> Issuers()
    {
        foreach (bool remembers in (bool[])[true, false])
        {
            using IssuerFixture one = new(1, remembers);
            using IssuerFixture thousand = new(1_000, remembers);
            yield return new Target("P8", $"1,000 tokens of 1,000 issuers / of one, {(remembers ? "remembered" : "first sight")}",
                Pair.Ratio(thousand.DecideNext, one.DecideNext), 1.2);
        }
    }

    private static IEnumerable<Target> Proofs()
    {
        using ProofFixture fixture = new();
        var floor = new SignatureFloor(fixture.Proofs, fixture.FirstKey);
        long floorBytes = Pair.Allocation(floor.Verify);
        yield return new Target("P16", "remembered token with a new DPoP proof, whole decision / raw ES256", Pair.Ratio(fixture.DecideNext, floor.Verify), 1.15);
        yield return new Target("P16", "bytes allocated by that decision beyond the platform's ES256", Math.Max(0, Pair.Allocation(fixture.DecideNext) - floorBytes), 0);
        yield return new Target("P16", "refusal of a proof for another URL / raw ES256", Pair.Ratio(fixture.RefuseBadProof, floor.Verify), 0.1);
        yield return new Target("P16", "bytes allocated by that refusal", Pair.Allocation(fixture.RefuseBadProof), 0);
    }

    // A shadow whose routes ask for more, and one whose authorizer is another, so that it reads each token itself.
    private static IEnumerable<Target> Shadow()
    {
        foreach (bool isAnother in (bool[])[false, true])
        {
            string what = isAnother ? "of another audience" : "of other scopes";
            using ShadowFixture fixture = new(isAnother);
            yield return new Target("P19", $"remembered token with a shadow {what} / without", Pair.Ratio(fixture.DecideShadowed, fixture.Decide), 1.5);
            yield return new Target("P19", $"bytes allocated by that decision", Pair.Allocation(fixture.DecideShadowed), 0);
            yield return new Target("P19", $"first sight with a shadow {what} / without", Pair.Ratio(fixture.SeeShadowed, fixture.See), 1.1);
        }
    }

    /// <summary>What a first sight is to reach.</summary>
    /// <param name="Algorithm">The algorithm.</param>
    /// <param name="RememberingOff">At most this part of the floor, if nothing is remembered.</param>
    /// <param name="RememberingOn">The same if the token is remembered afterwards.</param>
    /// <param name="Handler">At least so many first sights take as long as one call of <c>JsonWebTokenHandler</c>.</param>
    private sealed record Aim(string Algorithm, double RememberingOff, double RememberingOn, double Handler);
}
