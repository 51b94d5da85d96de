namespace Authz.Tests.Properties;

/// <summary>Why we may refuse a token that other verifiers accept. docs/threat-model.md explains each.</summary>
internal enum StrictnessRule
{
    /// <summary>No rule is broken: the token should be refused by everybody, or by nobody.</summary>
    None = 0,

    /// <summary>A token names its key by <c>kid</c>; no key is guessed.</summary>
    NamedKey,

    /// <summary>A key is bound to one algorithm.</summary>
    BoundAlgorithm,

    /// <summary>JSON has one reading: no duplicate names, nothing after the end.</summary>
    OneReading,

    /// <summary>One spelling of each byte string in base64url.</summary>
    OneSpelling,

    /// <summary>Header members that bring keys, compression or extensions refuse the token.</summary>
    PlainHeader,

    /// <summary>Claims have their type, or the token is refused.</summary>
    ExactTypes,

    /// <summary><c>iat</c> in the future, <c>nbf</c> after <c>exp</c>, and <c>exp</c> at its very second.</summary>
    ExactTimes,

    /// <summary>A token that is bound to a key of its sender is no bearer token.</summary>
    NoConfirmation,

    /// <summary>Sizes and counts are bounded.</summary>
    Bounds,
}
