namespace Authz.Tests.Explaining;

/// <summary>What holds for every explanation.</summary>
internal static class ExplanationAssert
{
    /// <summary>The explanation is one of that decision, its steps tell a whole story, and it shows no signature.</summary>
    public static void Agrees(AuthorizationDecision decision, Explanation explanation, AuthorizationRequest request)
    {
        string token = request.Headers.Find("Authorization").Value ?? "";
        Assert.True(decision.Reason == explanation.Decision.Reason, $"{decision.Reason} or {explanation.Decision.Reason}: {token}");
        Assert.Equal(decision.IsAllowed, explanation.Decision.IsAllowed);
        Assert.Equal(decision.RouteKey, explanation.Decision.RouteKey);

        ExplanationStep[] refused = [.. explanation.Steps.Where(step => step.Verdict == CheckVerdict.Refused)];
        Assert.Equal(decision.IsAllowed ? 0 : 1, refused.Length);
        bool hasTools = decision.Route?.Definition.Tools is not null;
        bool hasRevocation = decision.Route?.Authorizer?.Revocation is not null;
        DecisionCheck[] expected =
        [
            .. Enum.GetValues<DecisionCheck>().Where(check => check switch
            {
                DecisionCheck.Tools => hasTools,
                DecisionCheck.Revocation => hasRevocation,
                _ => true,
            }),
        ];
        Assert.Equal(expected, explanation.Steps.Select(step => step.Check));
        Assert.All(explanation.Steps, step => Assert.Equal(step.Verdict == CheckVerdict.Refused, step.Remedy is not null));

        int reached = explanation.Steps.TakeWhile(step => step.Verdict != CheckVerdict.NotReached).Count();
        Assert.All(explanation.Steps.Take(reached), step => Assert.True(step is { Expected.Length: > 0, Found.Length: > 0 }, $"{step}"));
        Assert.All(
            explanation.Steps.Skip(reached),
            step => Assert.Equal((CheckVerdict.NotReached, "", ""), (step.Verdict, step.Expected, step.Found)));
        Assert.Equal(refused.Length == 0 ? explanation.Steps.Count : Array.IndexOf(expected, refused[0].Check) + 1, reached);

        string signature = token[(token.LastIndexOf('.') + 1)..];
        string all = $"{string.Concat(explanation.Steps)}{explanation.Token}";
        Assert.False(signature.Length > 40 && all.Contains(signature, StringComparison.Ordinal), "shows a signature");
        Assert.DoesNotContain(explanation.Steps, step => $"{step.Expected}{step.Found}".Any(char.IsControl));
    }
}
