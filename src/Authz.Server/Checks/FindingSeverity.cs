namespace Authz.Server.Checks;

/// <summary>How much a finding matters.</summary>
internal enum FindingSeverity : byte
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Probably unsafe.</summary>
    Warning,

    /// <summary>Cannot work.</summary>
    Error,
}
