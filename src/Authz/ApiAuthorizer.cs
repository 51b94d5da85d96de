namespace Authz;

/// <summary>Decides requests against an API definition. Safe for concurrent use; one instance serves a whole process.</summary>
public sealed class ApiAuthorizer : IDisposable
{
    /// <summary>Compiles the definition. No key is fetched before <see cref="WarmUpAsync"/> or the first request that needs one.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem.</exception>
    public ApiAuthorizer(ApiDefinition definition, ApiAuthorizerOptions? options = null) => Definition = definition;

    /// <summary>The definition in force.</summary>
    public ApiDefinition Definition { get; private set; }

    /// <summary>The state of each issuer's keys.</summary>
    public IReadOnlyList<IssuerKeyStatus> Issuers => [];

    /// <summary>Decides a request; completes synchronously unless it must wait for an issuer's keys.</summary>
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default) => default;

    /// <summary>Decides a request without ever waiting: where keys would have to be awaited their fetch is started and the outcome is unavailable.</summary>
    public AuthorizationDecision Authorize(AuthorizationRequest request) => default;

    /// <summary>Fetches every issuer's keys and waits for them; an issuer that cannot be reached is not an error (see <see cref="Issuers"/>).</summary>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Replaces the definition, wholly or not at all. Requests under way keep the old one; remembered tokens are verified anew.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the old one stays in force.</exception>
    public void Reload(ApiDefinition definition) => Definition = definition;

    /// <summary>Stops refreshing keys.</summary>
    public void Dispose()
    {
    }
}
