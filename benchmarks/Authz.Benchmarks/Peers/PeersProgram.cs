using System.Text.Json.Nodes;
using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Floors;
using Authz.Benchmarks.Ratios;
using Authz.Benchmarks.Results;

namespace Authz.Benchmarks.Peers;

/// <summary>Our part of the table of peers: writes the token that every peer gets, then measures Authz, the floor and Microsoft's handler.</summary>
public static class PeersProgram
{
    public static int Run(string inputPath)
    {
        using var forgetful = new ApiFixture("RS256", remembers: false);
        string token = forgetful.Mint();
        File.WriteAllText(inputPath, new JsonObject
        {
            ["token"] = token,
            ["issuer"] = forgetful.Issuer.Issuer,
            ["audience"] = ApiFixture.Audience,
            ["jwk"] = forgetful.Issuer.CurrentKey.ToPublicJwk(),
        }.ToJsonString());

        using ApiAuthorizer remembering = ApiFixture.Create(forgetful.Authorizer.Definition, remembers: true, forgetful.Issuer.CreateHandler());
        AuthorizationRequest request = forgetful.Request(token);
        var signature = new SignatureFloor([token], forgetful.Issuer.CurrentKey);
        var lookup = new LookupFloor();
        lookup.Add(token);
        var peer = new IdentityModelPeer(forgetful.Issuer);
        Print("first-sight", "raw SHA-256 + RSA verify (.NET)", signature.Verify);
        Print("first-sight", "Authz (whole decision)", () => forgetful.Authorizer.Authorize(request).IsAllowed);
        Print("first-sight", "JsonWebTokenHandler", () => peer.Validate(token));
        Print("seen-before", "raw hash + look-up + compare (.NET)", () => lookup.Contains(token));
        Print("seen-before", "Authz (whole decision)", () => remembering.Authorize(request).IsAllowed);
        return 0;
    }

    private static void Print(string group, string name, Func<bool> action) =>
        ResultsFile.Print(new Measurement(group, name, Timing.Microseconds(action), "µs"));
}
