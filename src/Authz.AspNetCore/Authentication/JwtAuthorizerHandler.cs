using System.Security.Claims;
using System.Text.Encodings.Web;
using Authz.AspNetCore.Configuration;
using Authz.AspNetCore.Definitions;
using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Principals;
using Authz.AspNetCore.Refusals;
using Authz.AspNetCore.Requirements;
using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Authentication;

/// <summary>The authentication handler: finds the token, has the engine decide, and answers challenges and prohibitions.</summary>
internal sealed class JwtAuthorizerHandler(
    Schemes schemes, DecisionTelemetry telemetry, IClaimsTransformation transformation, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<JwtAuthorizerOptions>(schemes, logger, encoder)
{
    private static readonly Task<object> s_noEvents = Task.FromResult<object>(new JwtAuthorizerEvents());

    private AuthorizationDecision? _refused;

    private new JwtAuthorizerEvents Events => (JwtAuthorizerEvents)base.Events!;

    protected override Task<object> CreateEventsAsync() => s_noEvents;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Events.HasMessageReceivedHandler)
        {
            return AuthenticateAfterMessageReceivedAsync();
        }

        return BearerCredential.Find(Request, Options) is { } credential ? AuthenticateAsync(credential) : AuthenticateFailures.NoToken;
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        AuthenticateResult result = await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false);
        RefusalResponse refusal = _refused is { } decision ? RefusalResponse.Of(decision)
            : result.Failure is null ? RefuseMissingToken()
            : RefusalResponse.Of(AuthorizationOutcome.Unauthorized) with { Challenge = RefusedByApplication() };
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
        {
            BearerChallenge parts = Options.IncludeErrorDetails ? BearerChallenge.Parse(refusal.Challenge) : Options.Compiled!.Schemes;
            if (parts.Metadata is not null && refusal.Reason == RefusalReason.TokenMissing)
            {
                // What a client needs for its first token is no detail of an error.
                parts = parts with { Scope = await EndpointScopes.FindAsync(Context).ConfigureAwait(false) };
            }

            JwtAuthorizerChallengeContext context = new(Context, Scheme, Options, properties)
            {
                AuthenticateFailure = result.Failure,
                Error = parts.Error,
                ErrorDescription = parts.Description,
            };
            await Events.Challenge(context).ConfigureAwait(false);
            if (context.Handled)
            {
                await RefusalWriter.ReportAsync(Context, refusal, Events.Refused).ConfigureAwait(false);
                return;
            }

            parts = parts with { Error = context.Error, Description = context.ErrorDescription, Uri = context.ErrorUri };
            refusal = refusal with { Challenge = parts.Write(Options.Challenge) };
        }

        await RefusalWriter.WriteAsync(Context, refusal, Options.RefusalBody, Events.Refused).ConfigureAwait(false);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        UnmetRequirements? unmet = Context.Features.Get<UnmetRequirements>();
        if (unmet is { IsStepUp: true })
        {
            telemetry.RecordRefused(Scheme.Name, AuthorizationOutcome.Unauthorized, RefusalReason.AuthenticationInsufficient);
            RefusalResponse stepUp = unmet.ToStepUpRefusal(Options, BearerCredential.IsDpop(Request));
            await RefusalWriter.WriteAsync(Context, stepUp, Options.RefusalBody, Events.Refused).ConfigureAwait(false);
            return;
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        await Events.Forbidden(new ForbiddenContext(Context, Scheme, Options)).ConfigureAwait(false);

        // The application may send the client elsewhere, and may not let it in.
        int status = Response.StatusCode < StatusCodes.Status300MultipleChoices ? StatusCodes.Status403Forbidden : Response.StatusCode;
        RefusalResponse refusal = RefusalResponse.Of(AuthorizationOutcome.Forbidden) with
        {
            StatusCode = status,
            Challenge = BearerChallenge.Of(Options),
        };
        if (Context.Features.Get<MissingScopes>() is { } missing)
        {
            refusal = missing.ToRefusal(Options, BearerCredential.IsDpop(Request)) with { StatusCode = status };
            if ((await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Succeeded)
            {
                telemetry.RecordRefused(Scheme.Name, AuthorizationOutcome.Forbidden, RefusalReason.ScopeMissing);
            }
        }
        else if (unmet is { HasCondition: true })
        {
            refusal = UnmetRequirements.ToConditionRefusal(Options) with { StatusCode = status };
            telemetry.RecordRefused(Scheme.Name, AuthorizationOutcome.Forbidden, RefusalReason.ConditionUnmet);
        }

        await RefusalWriter.WriteAsync(Context, refusal, Options.RefusalBody, Events.Refused).ConfigureAwait(false);
    }

    private async Task<AuthenticateResult> AuthenticateAfterMessageReceivedAsync()
    {
        MessageReceivedContext context = new(Context, Scheme, Options);
        await Events.MessageReceived(context).ConfigureAwait(false);
        if (context.Result is { } result)
        {
            return result;
        }

        HeaderSource? credential = string.IsNullOrEmpty(context.Token)
            ? BearerCredential.Find(Request, Options)
            : BearerCredential.Of(context.Token);
        return credential is { } found ? await AuthenticateAsync(found).ConfigureAwait(false) : AuthenticateResult.NoResult();
    }

    private string RefusedByApplication() => (Options.Compiled!.Schemes with
    {
        Error = "invalid_token",
        IsProofError = BearerCredential.IsDpop(Request),
    }).Write("Bearer");

    // Only a challenge makes this a refusal: an endpoint that requires no token has none.
    private RefusalResponse RefuseMissingToken()
    {
        AuthorizationRequest request = new(SchemeDefinition.Method, SchemeDefinition.Target, default);
        telemetry.TryDecide(Options.Compiled!.Engine, Scheme.Name, request, Context, out AuthorizationDecision decision, out _);
        return RefusalResponse.Of(decision);
    }

    private Task<AuthenticateResult> AuthenticateAsync(HeaderSource credential)
    {
        CompiledScheme scheme = Options.Compiled!;
        AuthorizationRequest request = new(SchemeDefinition.Method, SchemeDefinition.Target, credential);
        if (Options.TokenBinding is not null)
        {
            // What the token is bound to is proven for this method and this URL.
            AuthorizationRequest received = Context.ToAuthorizationRequest();
            request = received with { Target = SchemeDefinition.Target, PublicTarget = received.Target, Headers = credential };
        }

        return telemetry.TryDecide(
            scheme.Engine, Scheme.Name, request, Context, out AuthorizationDecision decision, out var pending)
            ? ConcludeAsync(decision)
            : AwaitAsync(pending);
    }

    private async Task<AuthenticateResult> AwaitAsync(Task<AuthorizationDecision> pending) =>
        await ConcludeAsync(await pending.ConfigureAwait(false)).ConfigureAwait(false);

    private Task<AuthenticateResult> ConcludeAsync(in AuthorizationDecision decision)
    {
        if (decision is not { Token: { } token, PresentedToken: { } presented })
        {
            _refused = decision;
            Task<AuthenticateResult> failure = AuthenticateFailures.Of(decision.Reason ?? RefusalReason.Undecided);
            return decision.Reason != RefusalReason.TokenMissing && Events.HasAuthenticationFailedHandler
                ? CallAuthenticationFailedAsync(failure)
                : failure;
        }

        ProofNonceHeader.Write(Response, decision.ProofNonce);
        TokenIdentity identity = new(token, presented, Options.Compiled!.Claims);
        if (transformation is not NoopClaimsTransformation || Events.HasTokenValidatedHandler)
        {
            // Application code may copy the identity in ways that this code does not notice.
            identity.Fill();
        }

        AuthenticationProperties properties = new(new TicketItems(identity, Options.SaveToken));
        AuthenticationTicket ticket = new(new ClaimsPrincipal(identity), properties, Scheme.Name);
        return Events.HasTokenValidatedHandler ? CallTokenValidatedAsync(ticket, token) : Task.FromResult(AuthenticateResult.Success(ticket));
    }

    private async Task<AuthenticateResult> CallAuthenticationFailedAsync(Task<AuthenticateResult> failure)
    {
        AuthenticateResult result = await failure.ConfigureAwait(false);
        var exception = (TokenRefusedException)result.Failure!;
        await Events.AuthenticationFailed(new AuthenticationFailedContext(Context, Scheme, Options, exception)).ConfigureAwait(false);
        return result;
    }

    private async Task<AuthenticateResult> CallTokenValidatedAsync(AuthenticationTicket ticket, VerifiedToken token)
    {
        TokenValidatedContext context = new(Context, Scheme, Options, token)
        {
            Principal = ticket.Principal,
            Properties = ticket.Properties,
        };
        await Events.TokenValidated(context).ConfigureAwait(false);
        if (context.Result is { } result)
        {
            return result;
        }

        context.Success();
        return context.Result!;
    }
}
