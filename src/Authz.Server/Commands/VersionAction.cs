using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Authz.Server.Commands;

/// <summary>Prints the version, and how this machine verifies signatures.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        output.WriteLine($"signatures: {SignatureReport.Test()}");
        return ExitCode.Done;
    }
}
