namespace Authz.Lambda.Verdicts;

/// <summary>What is known of a token on a route.</summary>
internal enum Verdict : byte
{
    /// <summary>Nothing that holds for every request with this token.</summary>
    Unknown = 0,

    Refused,

    Allowed,
}
