using Authz.Server.Decide.ExtAuthz.Wire;
using Grpc.Core;

namespace Authz.Benchmarks.Proxies;

/// <summary>A unary call that does nothing.</summary>
internal sealed class EmptyAuthorization : Authorization.AuthorizationBase
{
    private static readonly Task<CheckResponse> s_response = Task.FromResult(new CheckResponse { Status = new RpcStatus() });

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) => s_response;
}
