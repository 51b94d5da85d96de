using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Principals;

/// <summary>
/// The identity of a verified token. Its authentication type is known at once; its claims are created on first use
/// and belong to one request.
/// </summary>
internal sealed class TokenIdentity : CaseSensitiveClaimsIdentity
{
    private readonly PresentedToken _presented;
    private readonly string _authenticationType;
    private volatile ClaimsReader? _reader;
    private Lock? _gate;

    public TokenIdentity(VerifiedToken token, PresentedToken presented, ClaimsReader reader)
        : base(reader.AuthenticationType, reader.NameClaimType, reader.RoleClaimType)
    {
        Token = token;
        _presented = presented;
        _reader = reader;
        _authenticationType = reader.AuthenticationType;
    }

    private TokenIdentity(TokenIdentity other)
        : base(other)
    {
        Token = other.Token;
        _presented = other._presented;
        _authenticationType = other._authenticationType;
    }

    public VerifiedToken Token { get; }

    /// <summary>The token's characters, as they were verified.</summary>
    public string Text => _presented.Characters.ToString();

    public override bool IsAuthenticated => true;

    // The constructors that copy an identity ask for this before they take the claims, which they take without asking.
    public override string AuthenticationType
    {
        get
        {
            Fill();
            return _authenticationType;
        }
    }

    public override IEnumerable<Claim> Claims
    {
        get
        {
            Fill();
            return base.Claims;
        }
    }

    /// <summary>Makes the claims, unless they are made.</summary>
    public void Fill()
    {
        if (_reader is null)
        {
            return;
        }

        // Made here, since most requests never come here.
        lock (LazyInitializer.EnsureInitialized(ref _gate))
        {
            if (_reader is { } reader)
            {
                ClaimsIdentity read = reader.Read(Token);
                base.AddClaims(read.Claims);
                Actor = read.Actor;
                _reader = null;
            }
        }
    }

    public override void AddClaim(Claim claim)
    {
        Fill();
        base.AddClaim(claim);
    }

    public override void AddClaims(IEnumerable<Claim?> claims)
    {
        Fill();
        base.AddClaims(claims);
    }

    public override bool TryRemoveClaim(Claim? claim)
    {
        Fill();
        return base.TryRemoveClaim(claim);
    }

    public override void RemoveClaim(Claim? claim)
    {
        Fill();
        base.RemoveClaim(claim);
    }

    public override ClaimsIdentity Clone()
    {
        Fill();
        return new TokenIdentity(this);
    }

    protected override void WriteTo(BinaryWriter writer, byte[]? userData)
    {
        Fill();
        base.WriteTo(writer, userData);
    }
}
