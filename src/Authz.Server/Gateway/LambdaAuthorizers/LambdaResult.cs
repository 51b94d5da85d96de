namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>A remembered answer.</summary>
/// <param name="Key">The caller it was given for.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ExpiresAt">From when it no longer counts.</param>
/// <param name="Bytes">About how much memory it takes.</param>
internal sealed record LambdaResult(string Key, LambdaAnswer Answer, DateTimeOffset ExpiresAt, int Bytes);
