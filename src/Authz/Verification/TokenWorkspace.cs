using Authz.Json;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>One token's characters, and the stack memory in which it is read: the decoded parts and scratch space.</summary>
internal readonly ref struct TokenWorkspace
{
    /// <summary>How many names may be in scope while a part is read.</summary>
    public const int NameCount = JsonNameScopes.MaximumNames;

    public TokenWorkspace(ReadOnlySpan<byte> token, Span<byte> memory, Span<ulong> names)
    {
        Token = token;
        Header = memory[..TokenLimits.Header];
        HeaderScratch = memory.Slice(TokenLimits.Header, TokenHeaderReader.ScratchLength);
        Span<byte> rest = memory[(TokenLimits.Header + TokenHeaderReader.ScratchLength)..];
        Payload = rest[..(rest.Length / 2)];
        Signature = rest[(rest.Length / 2)..];
        Names = names;
    }

    public ReadOnlySpan<byte> Token { get; }

    public Span<byte> Header { get; }

    public Span<byte> HeaderScratch { get; }

    public Span<byte> Payload { get; }

    public Span<byte> Signature { get; }

    public Span<ulong> Names { get; }

    /// <summary>The claims whose places are noted.</summary>
    public ClaimPlan Plan { get; init; } = ClaimPlan.Empty;

    /// <summary>Memory for these places, cleared.</summary>
    public Span<ClaimSlot> Noted { get; init; }

    /// <summary>The memory that a token of this length needs: payload and signature may each be nearly all of it.</summary>
    public static int LengthFor(int tokenLength) =>
        TokenLimits.Header + TokenHeaderReader.ScratchLength + (2 * StrictBase64Url.DecodedLength(tokenLength));
}
