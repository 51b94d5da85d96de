using System.CommandLine;
using System.CommandLine.Parsing;

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
