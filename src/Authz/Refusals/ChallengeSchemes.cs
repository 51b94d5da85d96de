namespace Authz.Refusals;

/// <summary>The schemes that a route accepts, and which of them gets the error.</summary>
internal enum ChallengeSchemes : byte
{
    Bearer = 0,
    Dpop,
    FailedBearerAndDpop,
    BearerAndFailedDpop,
}
