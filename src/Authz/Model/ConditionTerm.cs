namespace Authz;

/// <summary>
/// One comparison of a condition, as IAM policies write it: <c>"StringEquals": { "claims:tenant": "${request:path.tenant}" }</c>.
/// docs/conditions.md has the operators, the keys and how values are compared.
/// </summary>
/// <param name="Operator">
/// The operator, such as <c>StringEquals</c>; with <c>ForAnyValue:</c> or <c>ForAllValues:</c> before it for claims that are lists, and
/// with <c>IfExists</c> behind it to hold also if the request lacks the key.
/// </param>
/// <param name="Key">What is compared: a claim, such as <c>claims:tenant</c> or <c>claims:/realm_access/roles</c>, or a part of the request.</param>
/// <param name="Values">
/// The values to compare with, at least one: one of them must fit, or none of them if the operator is negative. A key in <c>${}</c> stands
/// for its value.
/// </param>
public sealed record ConditionTerm(string Operator, string Key, params IReadOnlyList<string> Values);
