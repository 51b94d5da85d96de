namespace Authz.Tests.Conditions;

/// <summary>RFC 9470: how well and how recently the user was authenticated.</summary>
public sealed class StepUpTests
{
    [Theory]
    [InlineData("""{"acrValues":["phr","phrh"]}""", """{"acr":"phrh"}""", true)]
    [InlineData("""{"acrValues":["phr"]}""", """{"acr":"p\u0068r"}""", true)]
    [InlineData("""{"acrValues":["phr"]}""", """{"acr":"PHR"}""", false)]
    [InlineData("""{"acrValues":["phr"]}""", """{"acr":["phr"]}""", false)]
    [InlineData("""{"acrValues":["phr"]}""", """{"acr":"phr phrh"}""", false)]
    [InlineData("""{"acrValues":["phr"]}""", """{}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1799999700}""", true)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1799999699}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1799999699.9}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1800000000}""", true)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1800000001}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":1800000000.5}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":"1800000000"}""", false)]
    [InlineData("""{"maxAge":300}""", """{"auth_time":null}""", false)]
    [InlineData("""{"maxAge":300}""", """{}""", false)]
    [InlineData("""{"acrValues":["phr"],"maxAge":300}""", """{"acr":"phr","auth_time":1799999999}""", true)]
    [InlineData("""{"acrValues":["phr"],"maxAge":300}""", """{"acr":"phr"}""", false)]
    [InlineData("""{"acrValues":["phr"],"maxAge":300}""", """{"auth_time":1799999999}""", false)]
    public void Judges_AcrAndAuthTime(string stepUp, string claims, bool isEnough)
    {
        using ConditionApi api = new(condition: null, stepUp: stepUp);
        using ConditionApi remembering = new(condition: null, stepUp: stepUp, rememberedTokenBytes: 1 << 20);
        AuthorizationRequest request = ConditionApi.Request(ConditionApi.Token(claims));
        RefusalReason? reason = isEnough ? null : RefusalReason.AuthenticationInsufficient;

        Assert.Equal(
            (reason, reason, reason), (api.Decide(request).Reason, remembering.Decide(request).Reason, remembering.Decide(request).Reason));
    }

    [Theory]
    [InlineData("""{"acrValues":["phr","phrh"],"maxAge":300}""", "acr_values=\"phr phrh\", max_age=\"300\"")]
    [InlineData("""{"acrValues":["phr"]}""", "acr_values=\"phr\"")]
    [InlineData("""{"maxAge":5}""", "max_age=\"5\"")]
    public void Challenges_AsRfc9470Says(string stepUp, string parameters)
    {
        using ConditionApi api = new(condition: null, stepUp: stepUp);
        AuthorizationDecision decision = api.Decide(ConditionApi.Request(ConditionApi.Token("{}")));

        Assert.Equal(401, decision.StatusCode);
        Assert.Equal(
            "Bearer error=\"insufficient_user_authentication\", error_description=\"a different authentication level or a more recent " +
            $"authentication is required\", {parameters}",
            decision.Challenge);
    }

    [Theory]
    [InlineData("{}", "asks for nothing")]
    [InlineData("""{"acrValues":[]}""", "asks for nothing")]
    [InlineData("""{"maxAge":0}""", "1 to 31536000 seconds")]
    [InlineData("""{"acrValues":["a b"]}""", "not a value of 'acr'")]
    [InlineData("""{"acrValues":["a\"b"]}""", "not a value of 'acr'")]
    [InlineData("""{"acrValue":["a"]}""", "Did you mean 'acrValues'?")]
    public void Reports_WhatIsWrong(string stepUp, string problem) =>
        Assert.Contains(problem, ConditionApi.Problems(condition: null, stepUp: stepUp), StringComparison.Ordinal);
}
