using Authz.AspNetCore.Configuration;
using Authz.AspNetCore.Development;
using Authz.AspNetCore.Principals;
using Authz.AspNetCore.Refusals;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Authentication;

/// <summary>One scheme of the application while it runs: its engine, and the options in force, replaced as a whole.</summary>
internal sealed class Scheme : IDisposable
{
    private readonly string _name;
    private readonly IServiceProvider _services;
    private readonly Lock _change = new();
    private volatile JwtAuthorizerOptions _options;
    private volatile bool _isIssuerSpellingResolved;

    /// <exception cref="OptionsValidationException">The options are not usable; the exception has every problem.</exception>
    public Scheme(string name, JwtAuthorizerOptions options, ApiAuthorizerOptions engine, IServiceProvider services)
    {
        _name = name;
        _services = services;
        SchemeIssuers issuers = SchemeDefinition.Check(name, options, services);
        Authorizer = new ApiAuthorizer(SchemeDefinition.Create(name, issuers.Entries, options), engine);
        _isIssuerSpellingResolved = !issuers.IsIssuerSpellingOpen;
        _options = Compile(options);
    }

    public ApiAuthorizer Authorizer { get; }

    public JwtAuthorizerOptions Options => _options;

    /// <summary>Puts new options in force, or throws and leaves the old ones.</summary>
    /// <exception cref="OptionsValidationException">The options are not usable; the exception has every problem.</exception>
    public void Reload(JwtAuthorizerOptions options)
    {
        lock (_change)
        {
            SchemeIssuers issuers = SchemeDefinition.Check(_name, options, _services);
            Authorizer.Reload(SchemeDefinition.Create(_name, issuers.Entries, options));
            _isIssuerSpellingResolved = !issuers.IsIssuerSpellingOpen;
            _options = Compile(options);
            TryResolveIssuerSpelling();
        }
    }

    /// <summary>
    /// For options that name only an authority: drops the spelling that is not the issuer's, once keys came for the other. False until
    /// discovery has answered; until then a token of either spelling finds no keys, and is not refused as unknown.
    /// </summary>
    public bool TryResolveIssuerSpelling()
    {
        if (_isIssuerSpellingResolved)
        {
            return true;
        }

        // A reload in between would be undone: the definition changed here is the one that was read here.
        lock (_change)
        {
            return _isIssuerSpellingResolved || ResolveIssuerSpelling();
        }
    }

    public void Dispose() => Authorizer.Dispose();

    private bool ResolveIssuerSpelling()
    {
        HashSet<string> found = [.. Authorizer.Issuers.Where(status => status.IsUsable).Select(status => status.Issuer)];
        ILookup<bool, JwtConfiguration> entries =
            Authorizer.Definition.Authorizers[_name].JwtConfiguration.ToLookup(entry => entry.Issuer == DevIssuer.Name);
        JwtConfiguration[] issuers = [.. entries[false].Where(entry => found.Contains(entry.Issuer))];
        if (issuers.Length == 1)
        {
            Authorizer.Reload(SchemeDefinition.Create(_name, [.. issuers, .. entries[true]], _options));
            _options.Compiled = _options.Compiled! with { Engine = Authorizer.Current };
            _isIssuerSpellingResolved = true;
        }

        return _isIssuerSpellingResolved;
    }

    private JwtAuthorizerOptions Compile(JwtAuthorizerOptions options)
    {
        AuthorizationDecision nobody = Authorizer.Authorize(new AuthorizationRequest(SchemeDefinition.Method, SchemeDefinition.Target, default));
        options.Compiled = new CompiledScheme(
            Authorizer.Current, new ClaimsReader(options.TokenValidationParameters, options.MapInboundClaims))
        {
            Schemes = BearerChallenge.Parse(nobody.Challenge),
        };
        return options;
    }
}

/// <summary>
/// The compiled options of a scheme: one version decides a request and reads its claims, even if the scheme is reloaded meanwhile.
/// </summary>
/// <param name="Engine">Decides.</param>
/// <param name="Claims">Reads the claims.</param>
internal sealed record CompiledScheme(ApiAuthorizerSnapshot Engine, ClaimsReader Claims)
{
    /// <summary>The challenge without details: the schemes under which tokens are accepted.</summary>
    public required BearerChallenge Schemes { get; init; }
}
