using System.Text.Json.Nodes;
using Authz.Conditions;
using Authz.Targets;
using Authz.Testing;

namespace Authz.Benchmarks.Fixtures;

/// <summary>The hot route with a condition of three terms: a nested claim and the path, a list and patterns, a claim that must be missing.</summary>
public sealed class ConditionFixture : IDisposable
{
    private static readonly ConditionBlock s_condition = new(
        new ConditionTerm("StringEquals", "claims:/tenant/id", "${request:path.id}"),
        new ConditionTerm("ForAnyValue:StringLike", "claims:roles", "order-*", "edit*"),
        new ConditionTerm("Null", "claims:act", "true"));

    private readonly CompiledCondition _condition;
    private readonly AuthorizationRequest _request;
    private readonly VerifiedToken _token;
    private readonly RequestTarget _target;

    public ConditionFixture(string algorithm, bool remembers)
    {
        Plain = new ApiFixture(algorithm, remembers);
        ApiDefinition definition = ApiFixture.Definition([Plain.Issuer]);
        (string key, RouteDefinition route) = definition.Routes.Single();
        definition = definition with { Routes = new Dictionary<string, RouteDefinition> { [key] = route with { Condition = [s_condition] } } };
        Authorizer = ApiFixture.Create(definition, remembers, Plain.Issuer.CreateHandler());
        Token = ApiFixture.TypicalToken(Plain.Issuer)
            .With("tenant", new JsonObject { ["name"] = "Example", ["id"] = "7" })
            .Sign(Plain.Issuer.CurrentKey);
        _request = Plain.Request(Token);
        AuthorizationDecision decision = Authorizer.Authorize(_request);
        _condition = decision.CompiledRoute!.Requirements!.Condition!;
        CanonicalTarget.TryRead(_request.Target, out _target);
        using ApiAuthorizer remembering = ApiFixture.Create(definition, remembers: true, Plain.Issuer.CreateHandler());
        _token = remembering.Authorize(_request).Token!;
    }

    /// <summary>The same API without the condition.</summary>
    public ApiFixture Plain { get; }

    public ApiAuthorizer Authorizer { get; }

    public string Token { get; }

    /// <summary>Decides the request with the condition.</summary>
    public bool Decide() => Authorizer.Authorize(_request).IsAllowed;

    /// <summary>Decides the request without the condition.</summary>
    public bool DecidePlain() => Plain.Authorizer.Authorize(_request).IsAllowed;

    /// <summary>Judges the condition alone.</summary>
    public bool Judge()
    {
        var subject = _token.SubjectOf(_request, _target, now: 0);
        return _condition.IsMetBy(subject);
    }

    public void Dispose()
    {
        Authorizer.Dispose();
        Plain.Dispose();
    }
}
