namespace Authz.Signatures.OpenSsl;

/// <summary>Whether signatures are verified in kept contexts, or else why the platform's own calls verify them.</summary>
internal enum ContextStatus
{
    /// <summary>No key has been used often enough for a context to be worth its making.</summary>
    Untried = 0,

    /// <summary>The self-test runs.</summary>
    Testing,

    /// <summary>In kept contexts.</summary>
    Kept,

    /// <summary>The operator wants the platform's calls (<see cref="PlatformSwitch"/>).</summary>
    Switch,

    /// <summary>The platform's cryptography is not OpenSSL 3.</summary>
    Platform,

    /// <summary>The libcrypto that the platform uses cannot be told for certain.</summary>
    Library,

    /// <summary>OpenSSL works under a FIPS policy, or with another provider than its default.</summary>
    Provider,

    /// <summary>A known answer came out differently.</summary>
    SelfTest,
}

/// <summary>The words for a <see cref="ContextStatus"/>, in metrics and reports.</summary>
internal static class ContextStatuses
{
    public static string ToCode(this ContextStatus status) => status switch
    {
        ContextStatus.Untried => "untried",
        ContextStatus.Testing => "testing",
        ContextStatus.Kept => "kept",
        ContextStatus.Switch => "switch",
        ContextStatus.Platform => "platform",
        ContextStatus.Library => "library",
        ContextStatus.Provider => "provider",
        _ => "self_test",
    };
}
