using Authz.Benchmarks.Admission;
using Authz.Benchmarks.Charts;
using Authz.Benchmarks.Flood;
using Authz.Benchmarks.Peers;
using Authz.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["ratios", .. string[] rest]:
        return RatiosProgram.Run(rest.FirstOrDefault());
    case ["flood"]:
        return FloodProgram.Run();
    case ["admission"]:
        return AdmissionProgram.Run();
    case ["growth"]:
        return GrowthProgram.Run();
    case ["peers", string input]:
        return PeersProgram.Run(input);
    case ["charts", string folder]:
        return ChartsProgram.Run(folder);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(RatiosProgram).Assembly).Run(args);
        return 0;
}
