using Authz.Credentials;
using Authz.Decisions;

namespace Authz;

/// <summary>
/// The token that a request presented, and its place: the characters that were judged. They are verified only if the decision allows the
/// request; until then they are anyone's. The text shows no token, so that no log does.
/// </summary>
public readonly struct PresentedToken
{
    private readonly CompiledAuthorizer? _authorizer;
    private readonly TokenText _text;

    internal PresentedToken(CompiledAuthorizer authorizer, TokenText text)
    {
        _authorizer = authorizer;
        _text = text;
    }

    /// <summary>The header or query parameter that held the token.</summary>
    public IdentitySource Source => _authorizer?.IdentitySource ?? default;

    /// <summary>The token's characters, without a scheme before them.</summary>
    public ReadOnlySpan<char> Characters => _text.Characters;

    /// <summary>The place and the length of the token, not the token.</summary>
    public override string ToString() => $"{Source}, {_text.Length} characters";
}
