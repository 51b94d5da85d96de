using System.Security.Cryptography;
using Authz.Binding;

namespace Authz.Sharing;

/// <summary>
/// The proofs that the fleet has used (RFC 9449 section 11.1): each is taken in the store once, by a name that tells nothing of it. What the
/// store says can only refuse; if it says nothing in time, this replica's own memory has decided already.
/// </summary>
internal sealed class FleetProofs(FleetStore store, FleetSecret secret, FleetCounts counts, TimeProvider time)
{
    /// <summary>How long a request waits for the store.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private const int NameLength = 16;

    /// <summary>What seals the fleet's nonces, and older secrets that have sealed some.</summary>
    public byte[][] NonceKeys => [.. secret.Keys.Select(key => key.NonceKey)];

    /// <summary>Connects, so that the first proof does not have to wait for that.</summary>
    public void Prepare() => _ = TryTakeAsync("proof:first", TimeSpan.FromSeconds(1));

    /// <summary>A proof that this replica has just entered into its own memory.</summary>
    /// <param name="key">The thumbprint of its key.</param>
    /// <param name="id">Its <c>jti</c>.</param>
    /// <param name="end">The last second in which it could be accepted.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public FleetProof Describe(Thumbprint key, ReadOnlySpan<byte> id, long end, long now)
    {
        byte[] proof = new byte[Thumbprint.Length + id.Length];
        key.CopyTo(proof);
        id.CopyTo(proof.AsSpan(Thumbprint.Length));

        // While a secret is replaced two replicas have one of several in common: it is taken under each.
        string[] names = [.. secret.Keys.Select(one => "proof:" + Convert.ToHexString(HMACSHA256.HashData(one.ProofKey, proof), 0, NameLength))];

        // Its end by the slowest clock of the fleet, that second included.
        return new FleetProof(this, names, TimeSpan.FromSeconds(end - now + ProofLimits.FutureSeconds + 1));
    }

    /// <summary>Takes a proof for this replica; false if another has it.</summary>
    public async Task<bool> TryUseAsync(FleetProof proof)
    {
        Task<bool?>[] answers = [.. proof.Names.Select(name => TryTakeAsync(name, proof.Life))];
        Task all = Task.WhenAll(answers);
        await all.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool?[] known = [.. answers.Where(answer => answer.IsCompletedSuccessfully).Select(answer => answer.Result)];
        if (known.Contains(false))
        {
            return false;
        }

        if (known.Count(isNew => isNew == true) < answers.Length)
        {
            counts.CountUncheckedProof();
        }

        return true;
    }

    // Null if the store cannot say. Whatever it throws, the request goes on.
#pragma warning disable CA1031
    private async Task<bool?> TryTakeAsync(string name, TimeSpan life)
    {
        try
        {
            return await store.TryTakeAsync(name, life, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            counts.CountFailure();
            return null;
        }
    }
#pragma warning restore CA1031
}

/// <summary>A proof that held at this replica, and that the fleet has yet to be asked about.</summary>
/// <param name="Proofs">Those of the fleet.</param>
/// <param name="Names">What stands for it in the store, under each line of the secret.</param>
/// <param name="Life">How long it has to be known.</param>
internal sealed record FleetProof(FleetProofs Proofs, string[] Names, TimeSpan Life)
{
    /// <inheritdoc cref="FleetProofs.TryUseAsync"/>
    public Task<bool> TryUseAsync() => Proofs.TryUseAsync(this);
}
