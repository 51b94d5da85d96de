namespace Authz.AspNetCore.Operation;

/// <summary>
/// Tokens for decisions, of which few have to wait. Servers make a token for each request that reads theirs: it is read only for those that
/// wait, and the source of a decision that did not wait serves the next one on its thread.
/// </summary>
internal static class SpareCancellation
{
    private static readonly Action<object?> s_cancel = static source => ((CancellationTokenSource)source!).Cancel();

    [ThreadStatic]
    private static CancellationTokenSource? s_spare;

    /// <summary>A source whose token nobody has.</summary>
    public static CancellationTokenSource Take()
    {
        CancellationTokenSource source = s_spare ?? new CancellationTokenSource();
        s_spare = null;
        return source;
    }

    /// <summary>Gives back the source of a decision that is made.</summary>
    public static void GiveBack(CancellationTokenSource source) => s_spare = source;

    /// <summary>
    /// Waits for a decision to its end, because what it reads may be another request's as soon as this one has ended.
    /// </summary>
    /// <param name="deciding">The decision to come.</param>
    /// <param name="source">Its source, which is not given back.</param>
    /// <param name="aborted">Ends what the decision waits for.</param>
    /// <exception cref="OperationCanceledException">The client gave up.</exception>
    public static async ValueTask<AuthorizationDecision> AwaitAsync(
        ValueTask<AuthorizationDecision> deciding, CancellationTokenSource source, CancellationToken aborted)
    {
        using (source)
        using (aborted.UnsafeRegister(s_cancel, source))
        {
            return await deciding.ConfigureAwait(false);
        }
    }
}
