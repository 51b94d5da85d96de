using Authz.Explaining;
using Authz.Keys;

namespace Authz.Decisions;

/// <summary>Why a request is looked at, and what is known of it from before.</summary>
internal readonly struct DecisionPass
{
    /// <summary>The first look at a request.</summary>
    public static readonly DecisionPass First;

    private readonly bool _isTrial;

    /// <summary>The keys under which the signature failed before the request waited for others; usually none.</summary>
    public KeyMatch Rejected { get; init; }

    /// <summary>The notes for an explanation; else null.</summary>
    public DecisionTrace? Trace { get; init; }

    /// <summary>The key under which the signature of the request's token was verified a moment ago; else null. For a shadow only.</summary>
    public VerificationKey? Vouched { get; init; }

    /// <summary>Whether a proof stays unused, because the request is explained or decided by a shadow.</summary>
    public bool IsTrial
    {
        get => _isTrial || Trace is not null;
        init => _isTrial = value;
    }
}
