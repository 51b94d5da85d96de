namespace Authz;

/// <summary>The result of one check of a request. The zero value proves nothing.</summary>
public enum CheckVerdict : byte
{
    /// <summary>The request was already decided, or the route is open.</summary>
    NotReached = 0,

    /// <summary>The check passed.</summary>
    Held,

    /// <summary>The check failed, and the request is refused for it.</summary>
    Refused,

    /// <summary>The check is left out of explanations: whether the token is remembered, which never changes a verdict.</summary>
    Skipped,
}
