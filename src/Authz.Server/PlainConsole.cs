using Spectre.Console;

namespace Authz.Server;

/// <summary>Tables that look the same in a terminal, a file and a test: no colours, and no wrapping without a terminal.</summary>
internal static class PlainConsole
{
    private const int WidthWithoutTerminal = 200;

    public static IAnsiConsole Create(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }

    public static Table CreateTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        return table.AddColumns([.. columns.Select(name => new TableColumn(name))]);
    }
}
