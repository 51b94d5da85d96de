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
        int count = 0;
        List<string> wrong = [];

        // Each token is made when its turn comes: some are about seconds.
        foreach (ParityCase one in ParityCases.All(app.Issuer))
        {
            count++;
            ParityAnswer theirs = await app.SendAsync("JwtBearer", one.Headers);
            ParityAnswer ours = await app.SendAsync("Authz", one.Headers);
            bool isAlike = theirs.Status == ours.Status && theirs.Body == ours.Body;
            if (isAlike != (one.Difference is null))
            {
                wrong.Add($"{one.Name} ({one.Difference ?? "no difference expected"}): JwtBearer {theirs}, Authz {ours}");
            }
        }

        Assert.True(count >= 200, $"{count} requests");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }
}
