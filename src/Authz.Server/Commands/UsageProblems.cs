using System.CommandLine;
using System.CommandLine.Parsing;

namespace Authz.Server.Commands;

/// <summary>What is wrong with a command line, each problem with its place and with what may have been meant.</summary>
internal static class UsageProblems
{
    private const int FarthestName = 2;

    /// <summary>Whether there is one: also an option that the command does not have, and which passes for its argument.</summary>
    public static bool AreIn(ParseResult parsed) => parsed.Errors.Count > 0
        || parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Any(token => IsOption(token.Value));

    /// <summary>The problems, each on a line.</summary>
    public static IEnumerable<string> Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] names =
        [
            .. command.Subcommands.Select(sub => sub.Name),
            .. command.Options.Where(option => !option.Hidden).Select(option => option.Name),
        ];
        HashSet<string> unknown = [.. parsed.UnmatchedTokens];

        // A misspelt option is taken for an argument, if the command has a place for one; what follows it is then one too many.
        string[] misspelt = [.. parsed.Tokens.Where(one => one.Type == TokenType.Argument && IsOption(one.Value)).Select(one => one.Value)];
        if (misspelt.Length > 0)
        {
            foreach (string option in misspelt)
            {
                yield return $"{command.Name} has no '{option}'.{Suggest(option, names)}";
            }

            yield break;
        }

        foreach (ParseError problem in parsed.Errors)
        {
            string? token = unknown.FirstOrDefault(one => problem.Message.Contains($"'{one}'", StringComparison.Ordinal));
            yield return token is not null && problem.SymbolResult is CommandResult
                ? $"{(command.Parents.Any() ? $"{command.Name} has no '{token}'" : $"there is no command '{token}'")}.{Suggest(token, names)}"
                : Describe(problem);
        }
    }

    /// <summary>The command whose help tells more.</summary>
    public static string HelpOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return command.Parents.Any() ? $"authz {command.Name} --help" : "authz --help";
    }

    /// <summary>The arguments, with <c>help</c> and <c>version</c> as they are meant.</summary>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> args) => args switch
    {
        ["help"] => ["--help"],
        ["help", var command] => [command, "--help"],
        ["version"] => ["--version"],
        _ => args,
    };

    private static bool IsOption(string text) => text.StartsWith("--", StringComparison.Ordinal);

    // The library's own messages name neither the missing argument nor the option whose value is wrong.
    private static string Describe(ParseError problem)
    {
        switch (problem.SymbolResult)
        {
            case ArgumentResult { Tokens.Count: 0, Parent: CommandResult command } missing:
                return $"{command.Command.Name} needs {missing.Argument.Name}.";
            case ArgumentResult { Parent: OptionResult option } when problem.Message.Contains("not recognized", StringComparison.Ordinal):
                return DescribeValue(option, problem);
            case OptionResult option when problem.Message.Contains("not recognized", StringComparison.Ordinal):
                return DescribeValue(option, problem);
            default:
                return problem.Message;
        }
    }

    // The library lists the values on lines of their own.
    private static string DescribeValue(OptionResult option, ParseError problem)
    {
        string[] values =
        [
            .. problem.Message.Split('\n').Skip(1).Select(line => line.Trim().Trim('\'')),
        ];
        string value = option.Tokens.Count > 0 ? option.Tokens[^1].Value : "";
        return $"{option.Option.Name} '{value}' is not one of {string.Join(", ", values)}.{Suggest(value, values)}";
    }

    private static string Suggest(string text, IEnumerable<string> names)
    {
        string? closest = names
            .Select(name => (Name: name, Distance: Distance(text, name)))
            .Where(one => one.Distance <= FarthestName && one.Distance < one.Name.Length)
            .OrderBy(one => one.Distance)
            .Select(one => one.Name)
            .FirstOrDefault();
        return closest is null ? "" : $" Did you mean '{closest}'?";
    }

    // Of optimal string alignment: a swap of neighbours counts once.
    private static int Distance(string one, string other)
    {
        int[,] distances = new int[one.Length + 1, other.Length + 1];
        for (int row = 0; row <= one.Length; row++)
        {
            distances[row, 0] = row;
        }

        for (int column = 0; column <= other.Length; column++)
        {
            distances[0, column] = column;
        }

        for (int row = 1; row <= one.Length; row++)
        {
            for (int column = 1; column <= other.Length; column++)
            {
                int replaced = distances[row - 1, column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1);
                int shortest = Math.Min(replaced, Math.Min(distances[row - 1, column], distances[row, column - 1]) + 1);
                bool isSwap = row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
                distances[row, column] = isSwap ? Math.Min(shortest, distances[row - 2, column - 2] + 1) : shortest;
            }
        }

        return distances[one.Length, other.Length];
    }
}
