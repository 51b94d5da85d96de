namespace Authz.AspNetCore;

/// <summary>
/// Hooks into authentication. Set the delegates, or derive and override.
/// </summary>
public class JwtAuthorizerEvents
{
    private static readonly Func<object, Task> s_nothing = _ => Task.CompletedTask;

    /// <summary>Called before a token is looked for.</summary>
    public Func<MessageReceivedContext, Task> OnMessageReceived { get; set; } = s_nothing;

    /// <summary>Called after a token was verified, with its principal.</summary>
    public Func<TokenValidatedContext, Task> OnTokenValidated { get; set; } = s_nothing;

    /// <summary>
    /// Called for each presented token that is refused, before anything is answered, and also on endpoints that need no token. It cannot
    /// allow: the endpoint of a refused token runs only if it is open.
    /// </summary>
    public Func<AuthenticationFailedContext, Task> OnAuthenticationFailed { get; set; } = s_nothing;

    /// <summary>Called before a 401 is answered; not if keys are unavailable (503).</summary>
    public Func<JwtAuthorizerChallengeContext, Task> OnChallenge { get; set; } = s_nothing;

    /// <summary>Called before a 403 is answered.</summary>
    public Func<ForbiddenContext, Task> OnForbidden { get; set; } = s_nothing;

    /// <summary>
    /// Called for every refusal after its status and headers are set and before its body; it can shape the answer and cannot allow. If
    /// <see cref="OnChallenge"/> or <see cref="OnForbidden"/> has answered by itself, it is called after that answer.
    /// </summary>
    public Func<RefusedContext, Task> OnRefused { get; set; } = s_nothing;

    // Contexts are made only for those who listen.
    internal bool HasMessageReceivedHandler => IsDerived || OnMessageReceived != s_nothing;

    internal bool HasTokenValidatedHandler => IsDerived || OnTokenValidated != s_nothing;

    internal bool HasAuthenticationFailedHandler => IsDerived || OnAuthenticationFailed != s_nothing;

    private bool IsDerived => GetType() != typeof(JwtAuthorizerEvents);

    /// <summary>Called before a token is looked for.</summary>
    public virtual Task MessageReceived(MessageReceivedContext context) => OnMessageReceived(context);

    /// <summary>Called after a token was verified, with its principal.</summary>
    public virtual Task TokenValidated(TokenValidatedContext context) => OnTokenValidated(context);

    /// <summary>Called for each presented token that is refused.</summary>
    public virtual Task AuthenticationFailed(AuthenticationFailedContext context) => OnAuthenticationFailed(context);

    /// <summary>Called before a 401 is answered.</summary>
    public virtual Task Challenge(JwtAuthorizerChallengeContext context) => OnChallenge(context);

    /// <summary>Called before a 403 is answered.</summary>
    public virtual Task Forbidden(ForbiddenContext context) => OnForbidden(context);

    /// <summary>Called for every refusal after its status and headers are set.</summary>
    public virtual Task Refused(RefusedContext context) => OnRefused(context);
}
