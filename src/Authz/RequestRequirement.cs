using System.Text;
using Authz.Conditions;
using Authz.Definitions;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;
using Authz.Definitions.Validation;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz;

/// <summary>
/// A condition or a step-up outside of a definition, for a host that chooses routes itself. It is judged as on a route, and reads the
/// verified payload once more. Immutable.
/// </summary>
public sealed class RequestRequirement
{
    private const string PathPrefix = "request:path.";

    private readonly ConditionClaims _claims;
    private readonly RouteRequirements _requirements;
    private readonly string[] _variables;

    private RequestRequirement(IReadOnlyList<ConditionBlock>? condition, StepUpDefinition? stepUp)
    {
        RouteDefinition route = new() { Condition = condition, StepUp = stepUp };
        Keys = [.. ConditionKeys.Of(route, authorizer: null)];
        _variables = [.. Keys.Where(key => key.StartsWith(PathPrefix, StringComparison.Ordinal)).Select(key => key[PathPrefix.Length..])];
        _claims = ConditionClaims.Of(new AuthorizerDefinition { JwtConfiguration = [] }, [route]);

        // Only the names and the order of the variables matter: their values are given one by one.
        RouteKey? variables = _variables.Length == 0 ? null : RouteKey.OfVariables(_variables);
        _requirements = new RouteRequirements(
            new ConditionCompiler(_claims).Compile(condition, variables),
            stepUp is null ? null : new StepUpCheck(stepUp, _claims.SlotOf));
    }

    /// <summary>The keys that decide, each once, such as <c>claims:tenant</c> and <c>request:path.tenant</c>.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Reads a condition: the JSON text that a route's <c>condition</c> has, a block or a list of blocks.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ApiDefinitionException">The text is not JSON or no usable condition; the exception has every problem.</exception>
    public static RequestRequirement Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        DefinitionReport report = new();
        DefinitionNode? text = JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), report);
        IReadOnlyList<ConditionBlock> condition = [];
        if (text is not null)
        {
            DefinitionNode file = DefinitionNode.Object([new DefinitionMember(ConditionFormat.Name, text.Position, text)], text.Position);
            DefinitionObject root = DefinitionObject.Of("", "", file, report);
            condition = ConditionFormat.Read(root) ?? [];
            root.Finish();
        }

        return report.Problems.Count == 0 ? Of(condition) : throw new ApiDefinitionException(report.Problems);
    }

    /// <summary>A condition: one of the blocks must hold.</summary>
    /// <param name="condition">The blocks, at least one.</param>
    /// <exception cref="ApiDefinitionException">The condition is not usable; the exception has every problem.</exception>
    public static RequestRequirement Of(params IReadOnlyList<ConditionBlock> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        DefinitionReport report = new();
        ConditionValidator.ValidateRoute(JsonPointer.Append("", ConditionFormat.Name), condition, route: null, report);
        foreach (string key in ConditionKeys.Of(condition).Where(key => key.Kind == ConditionKeyKind.RouteKey)
            .Select(key => key.ToString()).Distinct(StringComparer.Ordinal))
        {
            report.Add(
                JsonPointer.Append("", ConditionFormat.Name), $"'{key}' is known only to a definition's route.", "Remove it.");
        }

        return report.Problems.Count == 0
            ? new RequestRequirement([.. condition], stepUp: null)
            : throw new ApiDefinitionException(report.Problems);
    }

    /// <summary>A step-up.</summary>
    /// <param name="stepUp">How well and how recently the user must have been authenticated.</param>
    /// <exception cref="ApiDefinitionException">The step-up is not usable; the exception has every problem.</exception>
    public static RequestRequirement Of(StepUpDefinition stepUp)
    {
        ArgumentNullException.ThrowIfNull(stepUp);
        DefinitionReport report = new();
        StepUpValidator.Validate(JsonPointer.Append("", "stepUp"), stepUp, report);
        return report.Problems.Count == 0
            ? new RequestRequirement(condition: null, stepUp with { AcrValues = [.. stepUp.AcrValues] })
            : throw new ApiDefinitionException(report.Problems);
    }

    /// <summary>Whether a token and its request meet the requirement.</summary>
    /// <param name="token">The token.</param>
    /// <param name="request">The request; of its target the query alone is read.</param>
    /// <param name="pathVariable">
    /// The value of a path variable by its name, decoded as the backend reads it; null or empty for unknown, of which no term holds.
    /// </param>
    /// <param name="now">The time of the request.</param>
    public bool IsMetBy(VerifiedToken token, in AuthorizationRequest request, Func<string, string?> pathVariable, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(pathVariable);
        Span<ClaimSlot> noted = stackalloc ClaimSlot[_claims.Plan.Count];
        noted.Clear();
        ReadOnlySpan<byte> payload = token.Payload.Span;
        if (!TokenPayloadReader.TryRead(payload, stackalloc ulong[TokenWorkspace.NameCount], _claims.Plan, noted, out _, out _))
        {
            return false;
        }

        RequestTarget target = TargetOf(request, pathVariable);
        var subject = new ConditionSubject(request, target, token.Times, now.ToUnixTimeSeconds())
        {
            Payload = payload,
            Claims = noted,
            TokenType = token.Type,
            Algorithm = token.SignedWith,
        };
        return _requirements.AreMetBy(issuer: null, subject, out _);
    }

    // The variables as a path of their own: encoded here, and decoded once where they are compared.
    private RequestTarget TargetOf(in AuthorizationRequest request, Func<string, string?> pathVariable)
    {
        string path = _variables.Length == 0 ? "/" : string.Concat(_variables.Select(name => "/" + Encode(pathVariable(name))));
        int query = request.Target?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        string raw = query < 0 ? path : path + request.Target![query..];
        return new RequestTarget(raw, path.Length, path.Contains('%', StringComparison.Ordinal), hasEncodedSlash: false);
    }

    // Text that is not Unicode has no one reading.
    private static string Encode(string? value) =>
        value is null || value.EnumerateRunes().Contains(Rune.ReplacementChar) ? "" : Uri.EscapeDataString(value);
}
