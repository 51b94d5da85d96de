using Spectre.Console;

namespace Authz.Server;

/// <summary>Tables that look the same in a terminal, a file and a test: no colours, and no wrapping without a terminal.</summary>
internal static class PlainConsole
{
    private const int WidthWithoutTerminal = 200;

    /// <param name="output">Receives what is written.</param>
    /// <param name="width">The number of columns; null for the terminal's.</param>
    public static IAnsiConsole Create(TextWriter output, int? width = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        if (width is not null || !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
        {
            console.Profile.Width = width ?? WidthWithoutTerminal;
        }

        return console;
    }

    public static Table CreateTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        return table.AddColumns([.. columns.Select(name => new TableColumn(name))]);
    }
}
