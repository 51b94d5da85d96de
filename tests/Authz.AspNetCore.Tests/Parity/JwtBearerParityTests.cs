namespace Authz.AspNetCore.Tests.Parity;

/// <summary>The same requests to JwtBearer and to Authz, in one application.</summary>
public sealed class JwtBearerParityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_AsJwtBearerDoes(bool mapInboundClaims)
    {
        await using ParityApp app = await ParityApp.StartAsync(mapInboundClaims);
        ParityCase[] cases = [.. ParityCases.All(app.Issuer)];
        List<string> wrong = [];
        foreach (ParityCase one in cases)
        {
            ParityAnswer theirs = await app.SendAsync("JwtBearer", one.Headers);
            ParityAnswer ours = await app.SendAsync("Authz", one.Headers);
            bool isAlike = theirs.Status == ours.Status && theirs.Body == ours.Body;
            if (isAlike != (one.Difference is null))
            {
                wrong.Add($"{one.Name} ({one.Difference ?? "no difference expected"}): JwtBearer {theirs}, Authz {ours}");
            }
        }

        Assert.True(cases.Length >= 200, $"{cases.Length} requests");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }
}
