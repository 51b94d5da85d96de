using Microsoft.AspNetCore.Authentication;

namespace Authz.AspNetCore.Authentication;

/// <summary>The results of refused authentications, one for each reason: they contain nothing of a request.</summary>
internal static class AuthenticateFailures
{
    private static readonly Task<AuthenticateResult> s_noToken = Task.FromResult(AuthenticateResult.NoResult());

    private static readonly Task<AuthenticateResult>[] s_byReason =
        [.. Enum.GetValues<RefusalReason>().Select(reason => Task.FromResult(AuthenticateResult.Fail(new TokenRefusedException(reason))))];

    /// <summary>The result for a request without a token: another scheme may know its bearer.</summary>
    public static Task<AuthenticateResult> NoToken => s_noToken;

    public static Task<AuthenticateResult> Of(RefusalReason reason) => s_byReason[(int)reason];
}
