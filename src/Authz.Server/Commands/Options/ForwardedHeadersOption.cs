using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Server.Proxies.Forwarding;

namespace Authz.Server.Commands.Options;

/// <summary><c>--forwarded-headers FAMILY</c>: the headers in which trusted proxies say whom a request came from.</summary>
internal static class ForwardedHeadersOption
{
    private const string XForwarded = "x-forwarded";
    private const string Forwarded = "forwarded";

    public static Option<string?> Create()
    {
        Option<string?> option = new("--forwarded-headers")
        {
            Description = $"The headers in which trusted proxies name client, scheme and host: {XForwarded} or {Forwarded} (RFC 7239); the " +
                $"others are ignored. Default: {XForwarded}",
            HelpName = "FAMILY",
        };
        return option.AcceptOnlyFromAmong(XForwarded, Forwarded);
    }

    /// <summary>The family from a valid option.</summary>
    public static ForwardedFamily ToFamily(string? option) =>
        option == Forwarded ? ForwardedFamily.Forwarded : ForwardedFamily.XForwarded;

    /// <summary>Refuses the option without a proxy that may send such headers.</summary>
    public static void RejectAlone(CommandResult result, Option<string?> family, Option<string[]> proxies)
    {
        if (result.GetResult(family) is not null && result.GetResult(proxies) is null)
        {
            result.AddError("--forwarded-headers needs --trusted-proxy: nobody else's word is taken.");
        }
    }
}
