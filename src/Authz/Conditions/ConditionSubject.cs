using Authz.Targets;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>What a condition is about: a verified token, and the request that carries it. On the stack.</summary>
internal readonly ref struct ConditionSubject
{
    private readonly ref readonly AuthorizationRequest _request;

    public ConditionSubject(in AuthorizationRequest request, RequestTarget target)
    {
        _request = ref request;
        Target = target;
    }

    public ref readonly AuthorizationRequest Request => ref _request;

    public RequestTarget Target { get; }

    /// <summary>The payload's JSON text.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <inheritdoc cref="VerifiedPayload.Noted"/>
    public ReadOnlySpan<ClaimSlot> Claims { get; init; }

    public TokenTimes Times { get; init; }

    /// <summary>The header's <c>typ</c>, unescaped; empty if it has none.</summary>
    public ReadOnlySpan<byte> TokenType { get; init; }

    public JwsAlgorithm Algorithm { get; init; }

    /// <summary>The wall clock in Unix seconds.</summary>
    public long Now { get; init; }
}
