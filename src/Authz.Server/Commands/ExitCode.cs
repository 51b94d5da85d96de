namespace Authz.Server.Commands;

/// <summary>The program's exit codes, the same for every command; docs/exit-codes.md.</summary>
internal static class ExitCode
{
    /// <summary>Done; there may be notes.</summary>
    public const int Done = 0;

    /// <summary>A warning, an error or a refusal, or a file that cannot be used.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>A fault of the program itself.</summary>
    public const int Fault = 3;
}
