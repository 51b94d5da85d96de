using Authz.Benchmarks.Flood;
using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["ratios", .. string[] rest]:
        return RatiosProgram.Run(rest.FirstOrDefault());
    case ["flood"]:
        return FloodProgram.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(RatiosProgram).Assembly).Run(args);
        return 0;
}
