using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Import;

namespace Authz.Server.Commands.Options;

/// <summary><c>--parameter K=V</c>: a value that a template or serverless.yml leaves open.</summary>
internal static class ParameterOption
{
    public static Option<string[]> Create()
    {
        Option<string[]> option = new("--parameter")
        {
            Description = "A value that the file leaves open: a template's parameter, resource or export, opt:NAME or env:NAME. May be " +
                "repeated.",
            HelpName = "K=V",
        };
        option.Validators.Add(RejectMalformed);
        return option;
    }

    /// <summary>The import options of a file: the given values, files below its own folder, and the environment.</summary>
    /// <param name="parameters">The values.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">Receives the paths of the other files that are read.</param>
    public static ImportOptions ToOptions(IEnumerable<string>? parameters, string path, ICollection<string>? read = null)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string parameter in parameters ?? [])
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            values[parameter[..equals]] = parameter[(equals + 1)..];
        }

        return new ImportOptions
        {
            Parameters = values,
            ReadFile = name => ReadBeside(path, name, read),
            ReadEnvironmentVariable = Environment.GetEnvironmentVariable,
        };
    }

    // A definition may name files in its own folder and below; other files are not read.
    private static byte[]? ReadBeside(string path, string name, ICollection<string>? read)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string full = Path.GetFullPath(Path.Combine(folder, name));
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            read?.Add(full);
            return File.ReadAllBytes(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void RejectMalformed(OptionResult result)
    {
        foreach (Token parameter in result.Tokens)
        {
            if (parameter.Value.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                result.AddError($"--parameter '{parameter.Value}' is not K=V.");
            }
        }
    }
}
