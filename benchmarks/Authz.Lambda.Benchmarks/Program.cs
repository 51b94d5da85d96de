using Authz.Lambda.Benchmarks;

switch (args)
{
    case ["cold-start"]:
        await ColdStart.RunAsync();
        return 0;
    case ["invocations"]:
        await Invocations.RunAsync();
        return 0;
    case ["mixed"]:
        return await MixedInvocations.RunAsync();
    case ["classic", string issuer]:
        await ClassicAuthorizer.RunAsync(issuer);
        return 0;
    default:
        Console.Error.WriteLine("usage: benchmarks/Authz.Lambda.Benchmarks cold-start | invocations | mixed");
        return 2;
}
