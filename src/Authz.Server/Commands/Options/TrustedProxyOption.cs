using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Authz.Server.Proxies;

namespace Authz.Server.Commands.Options;

/// <summary><c>--trusted-proxy CIDR</c>: who may say what the original request was.</summary>
internal static class TrustedProxyOption
{
    public static Option<string[]> Create()
    {
        Option<string[]> option = new("--trusted-proxy")
        {
            Description = "The address of a proxy whose word is taken, or a network of them, such as 10.0.0.0/8. May be repeated. " +
                "Default: none, not even loopback",
            HelpName = "CIDR",
        };
        option.Validators.Add(RejectMalformed);
        return option;
    }

    /// <summary>The addresses from valid options.</summary>
    public static TrustedProxies ToProxies(IEnumerable<string>? options)
    {
        List<IPNetwork> networks = [];
        foreach (string option in options ?? [])
        {
            if (TrustedProxies.TryParse(option, out IPNetwork network, out _))
            {
                networks.Add(network);
            }
        }

        return new TrustedProxies(networks);
    }

    private static void RejectMalformed(OptionResult result)
    {
        foreach (string option in result.Tokens.Select(token => token.Value))
        {
            if (!TrustedProxies.TryParse(option, out _, out string? problem))
            {
                result.AddError($"--trusted-proxy '{option}' {problem}");
            }
        }
    }
}
