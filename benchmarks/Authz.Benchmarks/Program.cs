using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

if (args is ["ratios", ..])
{
    return RatiosProgram.Run(args.ElementAtOrDefault(1));
}

BenchmarkSwitcher.FromAssembly(typeof(RatiosProgram).Assembly).Run(args);
return 0;
