using Authz.Testing;
using Authz.Tests.Binding;

namespace Authz.Tests.Sharing;

/// <summary>A replica whose API accepts bound tokens.</summary>
internal sealed class ProofReplica : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(1);

    public ProofReplica(
        SimulatedFleet around, string secret = SimulatedFleet.Secret, TokenBinding? binding = null, Func<RouteDefinition, RouteDefinition>? route = null)
    {
        Store = around.Server.Connect();
        Fleet = new Fleet(Store, FleetSecret.Parse(secret), around.Clock);
        Api = new TestApi(
            route: route,
            readsTools: true,
            rememberedTokenBytes: 1 << 20,
            authorizer: authorizer => authorizer with { TokenBinding = binding ?? BindingApi.Allowed },
            fleet: Fleet,
            time: around.Clock);
    }

    public SimulatedStore Store { get; }

    public Fleet Fleet { get; }

    public TestApi Api { get; }

    /// <summary>How long the last decision has waited.</summary>
    public TimeSpan Waited { get; private set; }

    public static string Token { get; } = BindingApi.BoundTo(BindingApi.Key);

    public TestToken Proof() => BindingApi.Key.CreateProof("GET", BindingApi.Url, Token, Api.Time);

    public AuthorizationDecision Decide(string proof, params string[] tools)
    {
        AuthorizationRequest request = BindingApi.Request($"DPoP {Token}", proof) with { Tools = ToolSource.Of(new RequestedTools(tools)) };
        Task<AuthorizationDecision> deciding = Api.Authorizer.AuthorizeAsync(request).AsTask();
        for (Waited = TimeSpan.Zero; !deciding.IsCompleted && Waited < TimeSpan.FromSeconds(1); Waited += s_step)
        {
            Api.Time.Advance(s_step);
        }

        return deciding.GetAwaiter().GetResult();
    }

    public RefusalReason? Judge(string proof) => Decide(proof).Reason;

    public void Dispose()
    {
        Api.Dispose();
        Fleet.Dispose();
        Store.Dispose();
    }
}
