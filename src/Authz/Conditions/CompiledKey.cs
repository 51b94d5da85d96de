using System.Diagnostics;
using System.Text;
using Authz.Targets;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>A key made ready: it finds its value in a request, or in the token's noted claims.</summary>
internal sealed class CompiledKey
{
    private readonly int _slot;
    private readonly int _segment;
    private readonly bool _isGreedy;
    private readonly byte[] _routeKey;

    /// <param name="key">The key.</param>
    /// <param name="slot">The claim's place in the authorizer's plan; negative if it is no claim.</param>
    /// <param name="route">The route; null for an issuer's condition, which has no keys of the request.</param>
    public CompiledKey(ConditionKey key, int slot, RouteKey? route)
    {
        Key = key;
        _slot = slot;
        _routeKey = Encoding.UTF8.GetBytes(route?.Text ?? "");
        if (key.Kind == ConditionKeyKind.PathVariable)
        {
            _segment = route!.Segments.TakeWhile(segment => segment.Kind == RouteSegmentKind.Literal || segment.Text != key.Name).Count();
            _isGreedy = route.Segments[_segment].Kind == RouteSegmentKind.Greedy;
        }
    }

    public ConditionKey Key { get; }

    public bool IsClaim => _slot >= 0;

    /// <summary>The value in one request; its text may stand in the buffer.</summary>
    public ConditionValue Read(scoped in ConditionSubject subject, scoped ref ConditionBuffer buffer) => IsClaim
        ? ClaimValue.Of(subject.Payload, subject.Claims[_slot], ref buffer)
        : ReadRequest(subject, ref buffer);

    /// <summary>The characters of a claim that is a string without escapes; false for any other value.</summary>
    public bool TryReadPlainText(scoped in ConditionSubject subject, out ReadOnlySpan<byte> text)
    {
        ClaimSlot claim = subject.Claims[_slot];
        bool isPlain = claim is { Kind: JsonTokenKind.String, IsEscaped: false };
        text = isPlain ? claim.In(subject.Payload) : default;
        return isPlain;
    }

    /// <summary>The characters of a path variable as the target has them.</summary>
    public ReadOnlySpan<char> Segment(scoped in RequestTarget target) => RequestValue.Segment(target, _segment, _isGreedy);

    /// <summary>What the value in one request is.</summary>
    public ConditionForm ReadForm(scoped in ConditionSubject subject)
    {
        if (IsClaim)
        {
            return ClaimValue.FormOf(subject.Claims[_slot].Kind);
        }

        ConditionBuffer buffer = default;
        ConditionForm form = ReadRequest(subject, ref buffer).Form;
        buffer.Dispose();
        return form;
    }

    private ConditionValue ReadRequest(scoped in ConditionSubject subject, scoped ref ConditionBuffer buffer) => Key.Kind switch
    {
        ConditionKeyKind.Method => RequestValue.OfText(subject.Request.Method, ref buffer),
        ConditionKeyKind.PathVariable => RequestValue.OfSegment(subject.Target, _segment, _isGreedy, ref buffer),
        ConditionKeyKind.Header => RequestValue.OfHeader(subject.Request.Headers, Key.Name, ref buffer),
        ConditionKeyKind.QueryParameter => RequestValue.OfParameter(subject.Target, Key.Name, ref buffer),
        ConditionKeyKind.SourceAddress => RequestValue.OfAddress(subject.Request.SourceAddress, ref buffer),
        ConditionKeyKind.Stage => RequestValue.OfText(subject.Request.Stage, ref buffer),
        ConditionKeyKind.RouteKey => new ConditionValue(ConditionForm.RequestText, _routeKey),
        ConditionKeyKind.RequestTime => OfSeconds(subject.Now, ref buffer),
        ConditionKeyKind.TokenType => subject.TokenType.IsEmpty
            ? new ConditionValue(ConditionForm.Missing)
            : new ConditionValue(ConditionForm.RequestText, subject.TokenType),
        ConditionKeyKind.Algorithm => RequestValue.OfText(JwsAlgorithmNames.Name(subject.Algorithm), ref buffer),
        ConditionKeyKind.TokenAge => OfDifference(subject.Now, subject.Times.IssuedAt, ref buffer),
        ConditionKeyKind.TokenRemaining => OfDifference(subject.Times.Expires, subject.Now, ref buffer),
        _ => throw new UnreachableException(),
    };

    private static ConditionValue OfDifference(long? later, long? earlier, scoped ref ConditionBuffer buffer) =>
        later is { } end && earlier is { } start ? OfSeconds(end - start, ref buffer) : new ConditionValue(ConditionForm.Missing);

    private static ConditionValue OfSeconds(long seconds, scoped ref ConditionBuffer buffer)
    {
        const int LongestNumber = 20;
        Span<byte> text = buffer.Reserve(LongestNumber);
        seconds.TryFormat(text, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return new ConditionValue(ConditionForm.Number, text[..length]);
    }
}
