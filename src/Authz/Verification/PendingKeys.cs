using Authz.Keys;
using Authz.Keys.Refreshing;

namespace Authz.Verification;

/// <summary>A fetch of keys that may change a refusal, and the wait for it.</summary>
internal sealed record PendingKeys(IssuerKeys Keys, KeyWait Wait);
