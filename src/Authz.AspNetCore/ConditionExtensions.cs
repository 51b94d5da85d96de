using Authz;
using Authz.AspNetCore;
using Microsoft.AspNetCore.Authorization;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Requires conditions and step-ups on endpoints, on groups of endpoints, and in policies.</summary>
public static class ConditionExtensions
{
    /// <summary>Requires, in addition to the default policy, that the token and the request meet a condition.</summary>
    /// <param name="builder">An endpoint or a group of endpoints.</param>
    /// <param name="json">The condition, as <see cref="ConditionRequirement.Parse"/> reads it.</param>
    /// <exception cref="ApiDefinitionException">It is no usable condition; the exception has every problem.</exception>
    /// <exception cref="ArgumentException">It asks for what the application does not have: a stage.</exception>
    public static TBuilder RequireCondition<TBuilder>(this TBuilder builder, string json)
        where TBuilder : IEndpointConventionBuilder => builder.Require(ConditionRequirement.Parse(json));

    /// <summary>Requires, in addition to the default policy, that all of these terms hold.</summary>
    /// <param name="builder">An endpoint or a group of endpoints.</param>
    /// <param name="terms">The terms, such as <c>new("StringEquals", "claims:tenant", "${request:path.tenant}")</c>.</param>
    /// <inheritdoc cref="RequireCondition{TBuilder}(TBuilder, string)"/>
    public static TBuilder RequireCondition<TBuilder>(this TBuilder builder, params ConditionTerm[] terms)
        where TBuilder : IEndpointConventionBuilder => builder.Require(ConditionRequirement.Of(terms));

    /// <summary>Requires, in a policy, that the token and the request meet a condition.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="json">The condition, as <see cref="ConditionRequirement.Parse"/> reads it.</param>
    /// <exception cref="ApiDefinitionException">It is no usable condition; the exception has every problem.</exception>
    /// <exception cref="ArgumentException">It asks for what the application does not have: a stage.</exception>
    public static AuthorizationPolicyBuilder RequireCondition(this AuthorizationPolicyBuilder policy, string json)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(ConditionRequirement.Parse(json));
    }

    /// <summary>Requires, in a policy, that all of these terms hold.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="terms">The terms.</param>
    /// <inheritdoc cref="RequireCondition(AuthorizationPolicyBuilder, string)"/>
    public static AuthorizationPolicyBuilder RequireCondition(this AuthorizationPolicyBuilder policy, params ConditionTerm[] terms)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(ConditionRequirement.Of(terms));
    }

    /// <summary>Requires, in addition to the default policy, that the user was authenticated so (RFC 9470).</summary>
    /// <param name="builder">An endpoint or a group of endpoints.</param>
    /// <param name="maxAge">How long ago at most, whole seconds up to a year; null for at any time.</param>
    /// <param name="acrValues">The values of <c>acr</c> of which the token must have one; none for any.</param>
    /// <exception cref="ApiDefinitionException">It asks for nothing, or a value is not usable; the exception has every problem.</exception>
    public static TBuilder RequireStepUp<TBuilder>(this TBuilder builder, TimeSpan? maxAge, params string[] acrValues)
        where TBuilder : IEndpointConventionBuilder => builder.Require(StepUpOf(maxAge, acrValues));

    /// <summary>Requires, in a policy, that the user was authenticated so (RFC 9470).</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="maxAge">How long ago at most, whole seconds up to a year; null for at any time.</param>
    /// <param name="acrValues">The values of <c>acr</c> of which the token must have one; none for any.</param>
    /// <exception cref="ApiDefinitionException">It asks for nothing, or a value is not usable; the exception has every problem.</exception>
    public static AuthorizationPolicyBuilder RequireStepUp(
        this AuthorizationPolicyBuilder policy, TimeSpan? maxAge, params string[] acrValues)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(StepUpOf(maxAge, acrValues));
    }

    private static StepUpRequirement StepUpOf(TimeSpan? maxAge, string[] acrValues)
    {
        ArgumentNullException.ThrowIfNull(acrValues);
        return new StepUpRequirement(new StepUpDefinition { MaxAge = maxAge, AcrValues = acrValues });
    }

    // Endpoints take the default policy besides, unless they name another.
    private static TBuilder Require<TBuilder>(this TBuilder builder, IAuthorizationRequirement requirement)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicy([requirement], []));
}
