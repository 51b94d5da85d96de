namespace Authz.Server.Commands;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Refused = 1;

    public const int WrongUsage = 2;
}
