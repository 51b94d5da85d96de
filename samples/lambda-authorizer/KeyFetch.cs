using Authz;

namespace LambdaAuthorizerSample;

/// <summary>Fetches the keys of every issuer once, so that a cold start need not.</summary>
internal static class KeyFetch
{
    public static async Task<int> RunAsync(ApiDefinition definition, KeySnapshotStore snapshot)
    {
        using ApiAuthorizer engine = new(definition, new ApiAuthorizerOptions { KeySnapshot = snapshot });
        await engine.WarmUpAsync();
        foreach (IssuerKeyStatus issuer in engine.Issuers)
        {
            Console.WriteLine($"{issuer.Issuer}: {issuer.LastError ?? $"{issuer.Keys.Count} keys"}");
        }

        return engine.Issuers.All(issuer => issuer.LastError is null) ? 0 : 1;
    }
}
