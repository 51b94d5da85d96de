using System.Diagnostics.CodeAnalysis;
using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>One document from an issuer's server, or the error.</summary>
internal sealed record FetchedDocument
{
    public required Uri Address { get; init; }

    /// <summary>The body; null if the fetch failed.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The validator to ask with the next time (RFC 9110 section 8.8.3).</summary>
    public string? ETag { get; init; }

    public TimeSpan? MaximumAge { get; init; }

    public string? Error { get; init; }

    /// <summary>Whether the server has no such document (404).</summary>
    public bool IsNotFound { get; init; }

    /// <summary>Whether the server answered in a way that will not change by itself: it has no such document, or refuses to give it.</summary>
    public bool IsRefused { get; init; }

    [MemberNotNullWhen(true, nameof(Content))]
    public bool IsRead => Content is not null;

    /// <summary>The failure as the result of reading keys.</summary>
    public KeyReadResult ToFailure() => IsRefused ? KeyReadResult.Unusable(Error!) : KeyReadResult.Failed(Error!);

    public static FetchedDocument Failed(Uri address, string error) => new() { Address = address, Error = $"{address} {error}" };
}
