using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Requires that a token of <c>AddJwtAuthorizer</c> and its request meet a condition. An identity that another handler made never meets
/// one, and outside of an HTTP request none is met that reads the request.
/// </summary>
public sealed class ConditionRequirement : IAuthorizationRequirement, IAuthorizationHandler
{
    private const string Stage = "context:stage";

    private ConditionRequirement(RequestRequirement condition)
    {
        Judged = condition.Keys.Contains(Stage)
            ? throw new ArgumentException($"The application has no stages, so that '{Stage}' never holds. Remove it.", nameof(condition))
            : new JudgedRequirement(condition);
    }

    internal JudgedRequirement Judged { get; }

    /// <summary>Reads a condition in the grammar of definitions, as JSON: a block, or a list of blocks of which one must hold.</summary>
    /// <param name="json">The text, such as <c>{ "StringEquals": { "claims:tenant": "${request:path.tenant}" } }</c>.</param>
    /// <exception cref="ApiDefinitionException">The text is not JSON or no usable condition; the exception has every problem.</exception>
    /// <exception cref="ArgumentException">The condition asks for what the application does not have: a stage.</exception>
    public static ConditionRequirement Parse(string json) => new(RequestRequirement.Parse(json));

    /// <summary>A condition of one block: every term must hold.</summary>
    /// <param name="terms">The terms, at least one.</param>
    /// <exception cref="ApiDefinitionException">They are no usable condition; the exception has every problem.</exception>
    /// <exception cref="ArgumentException">The condition asks for what the application does not have: a stage.</exception>
    public static ConditionRequirement Of(params IReadOnlyList<ConditionTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new(RequestRequirement.Of(new ConditionBlock([.. terms])));
    }

    Task IAuthorizationHandler.HandleAsync(AuthorizationHandlerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Judged.Judge(context, this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"a condition on {string.Join(", ", Judged.Keys)}";
}
