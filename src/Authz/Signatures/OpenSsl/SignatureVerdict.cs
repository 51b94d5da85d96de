namespace Authz.Signatures.OpenSsl;

/// <summary>What a kept context says of a signature; the zero value refuses.</summary>
internal enum SignatureVerdict
{
    Invalid = 0,
    Valid,

    /// <summary>Nothing: the platform has to be asked.</summary>
    Undecided,
}
