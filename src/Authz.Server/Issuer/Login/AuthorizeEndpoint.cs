namespace Authz.Server.Issuer.Login;

/// <summary>The dev issuer's authorization endpoint: codes with PKCE for clients on this machine (RFC 6749 section 4.1, RFC 9700).</summary>
internal sealed class AuthorizeEndpoint(IssuerKeyRing keys, AuthorizationCodes codes, LastLogin lastLogin)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/authorize";

    private const string UsualSubject = "dev-user";

    private DateTimeOffset Now => keys.Issuer.Clock.GetUtcNow();

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, AuthorizeEndpoint endpoint) => endpoint.Begin(context));
        app.MapPost(Path, (HttpContext context, AuthorizeEndpoint endpoint) => endpoint.FinishAsync(context));
    }

    private IResult Begin(HttpContext context)
    {
        Protect(context.Response);
        LoginParameters parameters = new(context.Request.Query);
        if (RedirectTarget.Read(parameters, keys.Issuer.Issuer, out string problem) is not { } target)
        {
            return Show(LoginPage.WriteProblem(problem), StatusCodes.Status400BadRequest);
        }

        if (LoginRequest.Read(parameters, out LoginProblem? refusal) is not { } request)
        {
            return Redirect(context, target.WithProblem(refusal!));
        }

        return request.IsSilent
            ? SignInSilently(context, target, request)
            : Show(LoginPage.Write(parameters, target, request, request.LoginHint ?? UsualSubject), StatusCodes.Status200OK);
    }

    // OpenID Connect Core 1.0 section 3.1.2.6. A hint is enough, so that tests need no page.
    private IResult SignInSilently(HttpContext context, RedirectTarget target, LoginRequest request)
    {
        (string Subject, DateTimeOffset At)? found = request.LoginHint is { } hint ? (hint, Now) : lastLogin.Find(request.MaximumAge, Now);
        return found is var (subject, at)
            ? Redirect(context, target.WithCode(Issue(target, request, subject, at, request.Scopes, request.Audience)))
            : Redirect(context, target.WithProblem(new("login_required", "nobody has signed in; login_hint signs in without the page.")));
    }

    private async Task<IResult> FinishAsync(HttpContext context)
    {
        Protect(context.Response);
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= LoginForm.MaximumBytes)
        {
            return Show(LoginPage.WriteProblem("Only the form of this page is posted here."), StatusCodes.Status400BadRequest);
        }

        LoginParameters form = new(await context.Request.ReadFormAsync(context.RequestAborted));
        if (RedirectTarget.Read(form, keys.Issuer.Issuer, out string problem) is not { } target)
        {
            return Show(LoginPage.WriteProblem(problem), StatusCodes.Status400BadRequest);
        }

        if (LoginRequest.Read(form, out LoginProblem? refusal) is not { } request)
        {
            return Redirect(context, target.WithProblem(refusal!));
        }

        if (form.Find(LoginForm.Decision) != LoginForm.SignIn || form.Find(LoginForm.Subject) is not { } subject)
        {
            return Redirect(context, target.WithProblem(new("access_denied", "the developer refused.")));
        }

        lastLogin.Remember(subject, Now);
        string[] scopes = [.. request.Scopes.Intersect(form.List(LoginForm.Scope), StringComparer.Ordinal)];
        string[] audience = form.Find(LoginForm.Audience)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Redirect(context, target.WithCode(Issue(target, request, subject, Now, scopes, audience)));
    }

    private string Issue(
        RedirectTarget target,
        LoginRequest request,
        string subject,
        DateTimeOffset at,
        IReadOnlyList<string> scopes,
        IReadOnlyList<string> audience) =>
        codes.Issue(new CodeGrant
        {
            ClientId = target.ClientId,
            RedirectUri = target.Uri,
            Challenge = request.Challenge,
            Subject = subject,
            SignedInAt = at,
            Scopes = scopes,
            Audience = audience,
            Nonce = request.Nonce,
            Acr = request.Acr,
            ProofKey = request.ProofKey,
        });

    private static void Protect(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = LoginPage.Policy;
        response.Headers.XContentTypeOptions = "nosniff";

        // With no-referrer a browser would say that the form comes from the origin null, which is refused.
        response.Headers["Referrer-Policy"] = "same-origin";
    }

    private static IResult Show(string page, int status) => Results.Text(page, "text/html; charset=utf-8", statusCode: status);

    // RFC 9700 section 4.12: never a status that makes a browser post the form to the client.
    private static IResult Redirect(HttpContext context, string location)
    {
        context.Response.Headers.Location = location;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
