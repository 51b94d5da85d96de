using System.Diagnostics;
using System.Net;
using Authz.Tests;

namespace Authz.AspNetCore.Tests.Samples;

/// <summary>samples/opentelemetry, run as its first line says.</summary>
public sealed class OpenTelemetrySampleTests
{
    private const string Listening = "Now listening on: ";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Shows_TracesAndMetricsOfDecisions()
    {
        ProcessStartInfo start = new("dotnet", [RepositoryFile.Program("OpenTelemetrySample"), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        try
        {
            string curl = await ReadUntilAsync(process, "Bearer ");
            string token = curl.Split("Bearer ")[1].Split('\'')[0];
            string listening = await ReadUntilAsync(process, Listening);
            Uri address = new(listening.Split(Listening)[1]);
            using HttpClient client = new();
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.Add("Authorization", "Bearer " + token);

            using HttpResponseMessage allowed = await client.SendAsync(request);
            using HttpResponseMessage refused = await client.GetAsync(address);

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (allowed.StatusCode, refused.StatusCode));
            await ReadUntilAsync(process, "authz.decide");
            await ReadUntilAsync(process, "authz.decisions");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // The first line that contains the text.
    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        using CancellationTokenSource patience = new(s_patience);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(patience.Token);
            Assert.True(line is not null, $"The sample ended before it said '{text}'.");
        }
        while (!line!.Contains(text, StringComparison.Ordinal));

        return line;
    }
}
