namespace Authz.Server.Decide.ExtAuthz;

/// <summary>How a call ended (https://grpc.github.io/grpc/core/md_doc_statuscodes.html), as far as one ends here.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    InvalidArgument = 3,
    NotFound = 5,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    Unauthenticated = 16,
}
