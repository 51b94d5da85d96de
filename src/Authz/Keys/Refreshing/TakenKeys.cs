using Authz.Keys.Reading;
using Authz.Sharing;

namespace Authz.Keys.Refreshing;

/// <summary>Keys that another replica has fetched, in force here from now on.</summary>
/// <param name="Record">The documents.</param>
/// <param name="Read">What was read from them.</param>
/// <param name="IsProven">Whether they were fetched after this replica started, so that nobody can have withheld newer ones then.</param>
/// <param name="ProofDue">How soon this replica has to fetch because they are not proven; null if it need not, or has tried.</param>
internal sealed record TakenKeys(KeyRecord Record, KeyReadResult Read, bool IsProven, TimeSpan? ProofDue);
