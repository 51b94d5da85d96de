namespace Authz;

/// <summary>What became of one check of a request. The zero value proves nothing.</summary>
public enum CheckVerdict : byte
{
    /// <summary>The decision had fallen before, or the route is open.</summary>
    NotReached = 0,

    /// <summary>The check held.</summary>
    Held,

    /// <summary>The check did not hold, and the request is refused for it.</summary>
    Refused,

    /// <summary>The check is left out of explanations: whether the token is remembered, which never changes a verdict.</summary>
    Skipped,
}
