using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Commands.Options;

/// <summary><c>--function NAME=URL</c>: the address of a function of the definition.</summary>
internal static class FunctionOption
{
    private const string EveryOther = "*";

    public static Option<string[]> Create()
    {
        Option<string[]> option = new("--function")
        {
            Description = "A function's address: a server that speaks the runtime interface emulator's protocol, or an invoke URL; " +
                "'*' stands for every other function, whose name is put into the URL if it has no path. May be repeated.",
            HelpName = "NAME=URL",
        };
        option.Validators.Add(RejectMalformed);
        return option;
    }

    /// <summary>The addresses from valid options.</summary>
    public static FunctionAddresses ToAddresses(IEnumerable<string>? options)
    {
        Dictionary<string, Uri> addresses = new(StringComparer.Ordinal);
        Uri? others = null;
        foreach (string option in options ?? [])
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            Uri address = new(option[(equals + 1)..]);
            if (option[..equals] == EveryOther)
            {
                others = address;
            }
            else
            {
                addresses[option[..equals]] = FunctionAddresses.ToInvocation(address);
            }
        }

        return new FunctionAddresses(addresses, others);
    }

    private static void RejectMalformed(OptionResult result)
    {
        foreach (string option in result.Tokens.Select(token => token.Value))
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            bool isUrl = Uri.TryCreate(option[(equals + 1)..], UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https");
            if (equals < 1 || !isUrl)
            {
                result.AddError($"--function '{option}' is not NAME=URL, such as pets=http://127.0.0.1:9000.");
            }
        }
    }
}
