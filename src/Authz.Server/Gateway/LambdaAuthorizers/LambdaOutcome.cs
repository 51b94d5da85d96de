namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>A Lambda authorizer's decision about a request. The zero value lets nothing through.</summary>
internal enum LambdaOutcome : byte
{
    /// <summary>The function failed, was too slow, or its answer is not understood.</summary>
    Failed,

    /// <summary>The request lacks an identity source, or the function threw <c>Unauthorized</c>.</summary>
    Unauthorized,

    /// <summary>The function denies the request, or does not allow it.</summary>
    Denied,

    /// <summary>The function allows the request.</summary>
    Allowed,
}
