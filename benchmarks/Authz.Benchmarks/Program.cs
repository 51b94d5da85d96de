using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

if (args is ["ratios"])
{
    return RatiosProgram.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(RatiosProgram).Assembly).Run(args);
return 0;
