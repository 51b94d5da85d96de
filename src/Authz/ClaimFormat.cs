namespace Authz;

/// <summary>How a function gets the claims of a verified token.</summary>
public enum ClaimFormat
{
    /// <summary><c>strings</c>: as the service's strings, such as <c>[a b]</c> for a list.</summary>
    Strings,

    /// <summary><c>typed</c>: as the JSON values that the issuer signed.</summary>
    Typed,
}
