namespace Authz.Tests.Properties;

/// <summary>A strictness rule that a token breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">What we refuse the token for, unless we object to something else first.</param>
internal readonly record struct BrokenRule(StrictnessRule Rule, RefusalReason Reason);
