using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Proxies;

namespace Authz.Server.Commands.Options;

/// <summary><c>--client-certificate-header NAME</c>: where trusted proxies say which certificate a client has.</summary>
internal static class ClientCertificateHeaderOption
{
    /// <param name="otherwise">What is true without the option.</param>
    public static Option<string?> Create(string otherwise)
    {
        Option<string?> option = new("--client-certificate-header")
        {
            Description = "The one header in which trusted proxies name the client's certificate: Client-Cert (RFC 9440) or " +
                $"X-Forwarded-Client-Cert. Default: none, {otherwise}.",
            HelpName = "NAME",
        };
        option.Validators.Add(result =>
        {
            string name = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (ClientCertificateHeader.Find(name) is null)
            {
                result.AddError(
                    $"--client-certificate-header '{name}' is not one of "
                    + $"{string.Join(", ", ClientCertificateHeader.All.Select(header => header.Name))}.");
            }
        });
        return option;
    }

    /// <summary>Refuses the header without a proxy that may send it.</summary>
    public static void RejectAlone(CommandResult result, Option<string?> header, Option<string[]> proxies)
    {
        if (result.GetResult(header) is not null && result.GetResult(proxies) is null)
        {
            result.AddError("--client-certificate-header needs --trusted-proxy: nobody else's word is taken.");
        }
    }
}
