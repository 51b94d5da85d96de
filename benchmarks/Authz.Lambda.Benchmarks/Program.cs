using Authz.Lambda.Benchmarks;

// dotnet run -c Release --project benchmarks/Authz.Lambda.Benchmarks
if (args is ["classic", string issuer])
{
    await ClassicAuthorizer.RunAsync(issuer);
    return;
}

await ColdStart.MeasureAsync();
await Invocations.MeasureAsync();
