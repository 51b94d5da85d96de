namespace Authz;

/// <summary>The places of a request that an <see cref="IdentitySource"/> can name.</summary>
public enum IdentitySourceKind : byte
{
    /// <summary>No place: the kind of an identity source that was not read from a text.</summary>
    Unknown = 0,

    /// <summary>A header, after <see cref="IdentitySource.HeaderPrefix"/>.</summary>
    Header,

    /// <summary>A query parameter, after <see cref="IdentitySource.QueryStringPrefix"/>.</summary>
    QueryString,

    /// <summary>A variable of the request's context, after <see cref="IdentitySource.ContextPrefix"/>: for Lambda authorizers only.</summary>
    Context,

    /// <summary>A variable of the stage, after <see cref="IdentitySource.StageVariablePrefix"/>: for Lambda authorizers only.</summary>
    StageVariable,
}
