using System.Buffers.Binary;
using Authz.Binding;

namespace Authz.Tests.Binding;

public sealed class UsedProofsTests
{
    private const long Now = 1_800_000_000;

    [Fact]
    public void Rejects_TheSameProof_UntilItEnds_AndForgetsItThen()
    {
        UsedProofs used = new();
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Replayed, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Replayed, used.Enter(Key(1), [1], Now + 65, Now + 65, isTrial: false));
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [2], Now + 100, Now + 66, isTrial: false));
        Assert.Equal(2, used.Count);
    }

    [Fact]
    public void Tells_KeysApart()
    {
        UsedProofs used = new();
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Held, used.Enter(Key(2), [1], Now + 65, Now, isTrial: false));
    }

    [Fact]
    public void Leaves_ATrialUnused()
    {
        UsedProofs used = new();
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 65, Now, isTrial: true));
        Assert.Equal(0, used.Count);
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Replayed, used.Enter(Key(1), [1], Now + 65, Now, isTrial: true));
    }

    [Fact]
    public void Rejects_ABusyKey_Alone()
    {
        UsedProofs used = new();
        for (int id = 0; id < ProofLimits.PerKey; id++)
        {
            Assert.Equal(ProofStatus.Held, used.Enter(Key(1), Id(id), Now + 65, Now, isTrial: false));
        }

        Assert.Equal(ProofStatus.KeyBusy, used.Enter(Key(1), Id(-1), Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Replayed, used.Enter(Key(1), Id(0), Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Held, used.Enter(Key(2), Id(-1), Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), Id(-1), Now + 131, Now + 66, isTrial: false));
    }

    // The bound refuses instead of forgetting: after the flood every proof that was accepted is still known.
    [Fact]
    public void Bounds_ItsMemory_UnderAFloodOfAMillionProofs()
    {
        const int Proofs = 1_000_000;
        UsedProofs used = new(capacity: 1 << 18);
        bool[] isEntered = new bool[Proofs];
        for (int id = 0; id < Proofs; id++)
        {
            ProofStatus status = used.Enter(Key(id / 900), Id(id), Now + 65, Now, isTrial: false);
            isEntered[id] = status == ProofStatus.Held;
            Assert.True(isEntered[id] || status == ProofStatus.MemoryFull);
        }

        Assert.InRange(used.Count, 1 << 17, 1 << 18);
        Assert.InRange(used.Bytes, 1, (1 << 18) * 64);
        for (int id = 0; id < Proofs; id++)
        {
            ProofStatus again = used.Enter(Key(id / 900), Id(id), Now + 65, Now, isTrial: false);
            Assert.Equal((id, isEntered[id] ? ProofStatus.Replayed : ProofStatus.MemoryFull), (id, again));
        }

        // A minute later all of it is free again.
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 131, Now + 66, isTrial: false));
    }

    [Fact]
    public void Rejects_WhatItMayHaveForgotten_WhenTheClockGoesBack()
    {
        UsedProofs used = new();
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Held, used.Enter(Key(1), [2], Now + 3_665, Now + 3_600, isTrial: false));

        Assert.Equal(ProofStatus.MemoryFull, used.Enter(Key(1), [1], Now + 65, Now, isTrial: false));
        Assert.Equal(ProofStatus.Replayed, used.Enter(Key(1), [2], Now + 3_665, Now, isTrial: false));
    }

    // Against a dictionary, with ends and steps of the clock as they come.
    [Fact]
    public void Agrees_WithAPlainDictionary()
    {
        Random random = new(20_261_129);

        // Where a key belongs is drawn anew in each process: even if half of them meet in one shard, it is not full.
        UsedProofs used = new(capacity: 1 << 17);
        Dictionary<(int Key, int Id), long> plain = [];
        long now = Now;
        for (int step = 0; step < 200_000; step++)
        {
            now += random.Next(50) == 0 ? random.Next(3) : 0;
            (int Key, int Id) proof = (random.Next(40), random.Next(400));
            long end = now + random.Next(1, 311);
            bool isKnown = plain.TryGetValue(proof, out long until) && until >= now;
            ProofStatus expected = isKnown ? ProofStatus.Replayed : ProofStatus.Held;

            Assert.Equal((step, expected), (step, used.Enter(Key(proof.Key), Id(proof.Id), end, now, isTrial: false)));
            if (expected == ProofStatus.Held)
            {
                plain[proof] = end;
            }
        }
    }

    [Fact]
    public void Enters_AProofOnce_HoweverManyAskAtOnce()
    {
        UsedProofs used = new();
        int[] entered = new int[2_000];
        Parallel.For(0, 8, _ =>
        {
            for (int id = 0; id < entered.Length; id++)
            {
                if (used.Enter(Key(id % 7), Id(id), Now + 65, Now, isTrial: false) == ProofStatus.Held)
                {
                    Interlocked.Increment(ref entered[id]);
                }
            }
        });

        Assert.All(entered, count => Assert.Equal(1, count));
    }

    private static Thumbprint Key(int number) => Thumbprint.Of(Id(number));

    private static byte[] Id(int number)
    {
        byte[] id = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        return id;
    }
}
