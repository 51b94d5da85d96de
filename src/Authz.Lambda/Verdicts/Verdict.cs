namespace Authz.Lambda.Verdicts;

/// <summary>The verdict on a token for a route.</summary>
internal enum Verdict : byte
{
    /// <summary>No verdict that holds for every request with this token.</summary>
    Unknown = 0,

    Refused,

    Allowed,
}
