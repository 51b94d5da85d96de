namespace Authz.Server.Commands;

/// <summary>What the program's exit tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Refused = 1;

    public const int WrongUsage = 2;
}
