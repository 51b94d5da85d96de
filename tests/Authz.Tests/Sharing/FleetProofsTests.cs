using Authz.Sharing;
using Authz.Tests.Binding;

namespace Authz.Tests.Sharing;

public sealed class FleetProofsTests
{
    private const string Older = "an older secret of the fleet, long enough for a test";
    private const string OneTool = "tool";

    [Fact]
    public void Refuses_EachProof_AtEveryOtherReplica()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica one = new(fleet);
        using ProofReplica other = new(fleet);
        for (int number = 0; number < 200; number++)
        {
            string proof = one.Proof().Sign(BindingApi.Key);

            Assert.Null(one.Judge(proof));
            AuthorizationDecision replayed = other.Decide(proof);
            Assert.Equal(RefusalReason.ProofReplayed, replayed.Reason);
            Assert.Equal("the proof was used before", ChallengedDescription(replayed));
            Assert.Equal(RefusalReason.ProofReplayed, one.Judge(proof));
        }

        Assert.Equal(0, one.Fleet.Status.UncheckedProofs + other.Fleet.Status.UncheckedProofs);
    }

    [Fact]
    public void Refuses_AProof_WhileTheSecretIsReplaced()
    {
        using SimulatedFleet fleet = new();
        string[] stages = [Older, $"{Older}\n{SimulatedFleet.Secret}", $"{SimulatedFleet.Secret}\n{Older}", SimulatedFleet.Secret];
        for (int stage = 1; stage < stages.Length; stage++)
        {
            using ProofReplica behind = new(fleet, stages[stage - 1]);
            using ProofReplica ahead = new(fleet, stages[stage]);
            string first = behind.Proof().Sign(BindingApi.Key);
            string second = ahead.Proof().Sign(BindingApi.Key);

            Assert.Null(behind.Judge(first));
            Assert.Equal(RefusalReason.ProofReplayed, ahead.Judge(first));
            Assert.Null(ahead.Judge(second));
            Assert.Equal(RefusalReason.ProofReplayed, behind.Judge(second));
        }
    }

    /// <summary>As a single machine does: its own memory decides, and it is counted.</summary>
    [Fact]
    public void Allows_AProofOnce_WhileTheStoreIsGone_WithoutAWait()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica replica = new(fleet);
        fleet.Server.IsDown = true;
        fleet.Server.MaximumDelay = TimeSpan.Zero;
        string proof = replica.Proof().Sign(BindingApi.Key);

        Assert.Null(replica.Judge(proof));
        Assert.Equal(TimeSpan.Zero, replica.Waited);
        Assert.Equal(RefusalReason.ProofReplayed, replica.Judge(proof));
        Assert.Equal(1, replica.Fleet.Status.UncheckedProofs);
    }

    [Fact]
    public void Allows_AProofOnce_AfterItsPatience_IfTheStoreIsSlow()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica replica = new(fleet);
        fleet.Server.MaximumDelay = TimeSpan.FromHours(1);
        string proof = replica.Proof().Sign(BindingApi.Key);

        Assert.Null(replica.Judge(proof));
        Assert.InRange(replica.Waited, FleetProofs.Patience, FleetProofs.Patience + TimeSpan.FromMilliseconds(1));
        Assert.Equal(RefusalReason.ProofReplayed, replica.Judge(proof));
        Assert.Equal(1, replica.Fleet.Status.UncheckedProofs);
    }

    [Fact]
    public void Refuses_AProof_UntilTheSlowestClockHasItsEnd_AndForgetsIt()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica one = new(fleet);
        string proof = one.Proof().Sign(BindingApi.Key);
        Assert.Null(one.Judge(proof));
        string name = Assert.Single(fleet.Server.Names, name => name != "proof:first");

        // What is 60 seconds old is accepted, until that second is over; and a clock may be five seconds behind.
        fleet.Clock.Advance(TimeSpan.FromSeconds(60 + 1 + 5));
        Assert.True(fleet.Server.TryRead(name, out _));
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(fleet.Server.TryRead(name, out _));
    }

    [Fact]
    public void Tells_TheStore_NothingOfAProof()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica one = new(fleet);
        using ProofReplica stranger = new(fleet, Older);
        string proof = one.Proof().With("jti", "ABCDEF").Sign(BindingApi.Key);
        Assert.Null(one.Judge(proof));
        Assert.Null(stranger.Judge(proof));

        string[] names = [.. fleet.Server.Names.Where(name => name != "proof:first")];
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.Equal("proof:".Length + 32, name.Length));
        Assert.All(names, name => Assert.False(name.Contains("ABCDEF", StringComparison.Ordinal)));
    }

    /// <summary>Who takes what is not his denies a request, and allows none.</summary>
    [Fact]
    public void Refuses_AProof_WhoseNameAWriterHasTaken()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica one = new(fleet);
        string proof = one.Proof().Sign(BindingApi.Key);
        FleetProof taken = one.Fleet.Proofs.Describe(KeyOf(BindingApi.Key.Thumbprint), "mine"u8, TestApi.Now + 65, TestApi.Now);
        Assert.True(fleet.Server.TryTake(taken.Names[0], taken.Life));

        Assert.Equal(RefusalReason.ProofReplayed, one.Judge(one.Proof().With("jti", "mine").Sign(BindingApi.Key)));
        Assert.Null(one.Judge(proof));
    }

    [Fact]
    public void Refuses_WhoCannotWait()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica replica = new(fleet);
        AuthorizationDecision decision =
            replica.Api.Authorizer.Authorize(BindingApi.Request($"DPoP {ProofReplica.Token}", replica.Proof().Sign(BindingApi.Key)));

        Assert.Equal(RefusalReason.ReplayUnavailable, decision.Reason);
        Assert.Null(decision.Token);
    }

    [Fact]
    public void Takes_AProof_OnlyOfARequestThatIsAllowed()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica replica = new(fleet, route: guarded => guarded with { AuthorizationScopes = ["more"] });
        Assert.Equal(RefusalReason.ScopeMissing, replica.Judge(replica.Proof().Sign(BindingApi.Key)));
        Assert.Equal(RefusalReason.ProofInvalid, replica.Judge(replica.Proof().With("htm", "PUT").Sign(BindingApi.Key)));

        Assert.DoesNotContain(fleet.Server.Names, name => name != "proof:first");
    }

    [Fact]
    public void Refuses_AProof_ForATool_AtAnotherReplica()
    {
        using SimulatedFleet fleet = new();
        Func<RouteDefinition, RouteDefinition> route = guarded => guarded with
        {
            Tools = new Dictionary<string, ToolDefinition> { [OneTool] = new() },
        };
        using ProofReplica one = new(fleet, route: route);
        using ProofReplica other = new(fleet, route: route);
        string proof = one.Proof().Sign(BindingApi.Key);

        Assert.Equal(RefusalReason.ToolNotAllowed, one.Decide(one.Proof().Sign(BindingApi.Key), "another").Reason);
        Assert.Null(one.Decide(proof, OneTool).Reason);
        Assert.Equal(RefusalReason.ProofReplayed, other.Decide(proof, OneTool).Reason);
    }

    [Fact]
    public async Task Uses_NoProof_ToExplainIt()
    {
        using SimulatedFleet fleet = new();
        using ProofReplica replica = new(fleet);
        string proof = replica.Proof().Sign(BindingApi.Key);
        Explanation explained = await replica.Api.Authorizer.ExplainAsync(BindingApi.Request($"DPoP {ProofReplica.Token}", proof));

        Assert.True(explained.Decision.IsAllowed);
        Assert.Null(replica.Judge(proof));
    }

    [Fact]
    public void Accepts_NoncesOfEveryReplica_AndOfAnOlderSecret()
    {
        using SimulatedFleet fleet = new();
        TokenBinding binding = BindingApi.Allowed with { Nonce = true };
        using ProofReplica old = new(fleet, Older, binding);
        using ProofReplica one = new(fleet, $"{SimulatedFleet.Secret}\n{Older}", binding);
        using ProofReplica other = new(fleet, SimulatedFleet.Secret, binding);

        Assert.Null(one.Judge(Answer(old)));
        Assert.Null(other.Judge(Answer(one)));
        Assert.Equal(RefusalReason.ProofNonceMissing, other.Judge(Answer(old)));
    }

    private static string Answer(ProofReplica asking)
    {
        AuthorizationDecision decision = asking.Decide(asking.Proof().Sign(BindingApi.Key));
        Assert.Equal(RefusalReason.ProofNonceMissing, decision.Reason);
        return asking.Proof().With("nonce", decision.ProofNonce).Sign(BindingApi.Key);
    }

    private static string? ChallengedDescription(in AuthorizationDecision decision) =>
        decision.Challenge!.Split("error_description=\"")[1].Split('"')[0];

    private static Authz.Binding.Thumbprint KeyOf(string text)
    {
        Assert.True(Authz.Binding.Thumbprint.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out Authz.Binding.Thumbprint key));
        return key;
    }
}
