namespace Authz;

/// <summary>Whether tokens that are bound to their sender in one way are accepted.</summary>
public enum TokenBindingRule : byte
{
    /// <summary>No token that is bound in this way is accepted.</summary>
    Refused = 0,

    /// <summary>A token that is bound in this way is accepted with its proof; one that is not is accepted too.</summary>
    Allowed,

    /// <summary>Only a token that is bound in this way is accepted, with its proof.</summary>
    Required,
}
