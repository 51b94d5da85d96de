using Authz.Targets;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>What a condition is about: a verified token, and the request that carries it. On the stack.</summary>
internal readonly ref struct ConditionSubject
{
    private readonly ref readonly AuthorizationRequest _request;
    private readonly ref readonly RequestTarget _target;
    private readonly ref readonly TokenTimes _times;

    /// <param name="request">The request.</param>
    /// <param name="target">Its target.</param>
    /// <param name="times">The token's times.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public ConditionSubject(in AuthorizationRequest request, in RequestTarget target, in TokenTimes times, long now)
    {
        _request = ref request;
        _target = ref target;
        _times = ref times;
        Now = now;
    }

    public ref readonly AuthorizationRequest Request => ref _request;

    public ref readonly RequestTarget Target => ref _target;

    public ref readonly TokenTimes Times => ref _times;

    /// <summary>The wall clock in Unix seconds.</summary>
    public long Now { get; }

    /// <summary>The payload's JSON text.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc cref="VerifiedPayload.Noted"/>
    public ReadOnlySpan<ClaimSlot> Claims { get; init; }

    /// <summary>The header's <c>typ</c>, unescaped; empty if it has none.</summary>
    public ReadOnlySpan<byte> TokenType { get; init; }

    public JwsAlgorithm Algorithm { get; init; }
}
