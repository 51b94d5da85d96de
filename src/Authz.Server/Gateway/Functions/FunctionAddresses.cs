using System.Diagnostics.CodeAnalysis;
using Authz.Definitions.Validation;

namespace Authz.Server.Gateway.Functions;

/// <summary>The addresses of functions by name, given when the gateway starts.</summary>
internal sealed class FunctionAddresses(IReadOnlyDictionary<string, Uri> addresses, Uri? others = null)
{
    // The path of the Lambda API's Invoke, at which the runtime interface emulator of AWS's container images listens too.
    private const string InvocationStart = "/2015-03-31/functions/";
    private const string InvocationEnd = "/invocations";

    // The emulator runs one function, whatever it is called.
    private const string EmulatedFunction = "function";

    public static readonly FunctionAddresses None = new(new Dictionary<string, Uri>());

    /// <summary>Finds the function that a definition's URI names; an alias has its own address, or that of the function.</summary>
    /// <param name="uri">The URI, its stage variables replaced.</param>
    /// <param name="address">Its invoke URL.</param>
    /// <param name="problem">The problem, worded to follow the name of the route or authorizer.</param>
    public bool TryFind(string uri, [NotNullWhen(true)] out Uri? address, out string problem)
    {
        address = null;
        problem = $"'{uri}' does not name a function.";
        if (!FunctionUri.TryGetName(uri, out string? name))
        {
            return false;
        }

        string function = name.Split(':')[0];
        problem = $"the function '{name}' has no address; give it with --function {function}=URL.";
        if (!addresses.TryGetValue(name, out address) && !addresses.TryGetValue(function, out address) && others is not null)
        {
            address = ToInvocation(others, function);
        }

        return address is not null;
    }

    /// <summary>The invoke URL for an address: a URL without a path means an emulator, or an endpoint that runs many functions.</summary>
    public static Uri ToInvocation(Uri address, string function = EmulatedFunction) => address.PathAndQuery == "/"
        ? new Uri(address, InvocationStart + Uri.EscapeDataString(function) + InvocationEnd)
        : address;
}
