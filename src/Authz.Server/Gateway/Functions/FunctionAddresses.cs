using System.Diagnostics.CodeAnalysis;
using Authz.Definitions.Validation;

namespace Authz.Server.Gateway.Functions;

/// <summary>The addresses of functions by name, given when the gateway starts.</summary>
internal sealed class FunctionAddresses(IReadOnlyDictionary<string, Uri> addresses)
{
    // The path of the Lambda API's Invoke, at which the runtime interface emulator of AWS's container images listens too.
    private const string InvocationPath = "/2015-03-31/functions/function/invocations";

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
        return addresses.TryGetValue(name, out address) || addresses.TryGetValue(function, out address);
    }

    /// <summary>The invoke URL for an address: a URL without a path means an emulator.</summary>
    public static Uri ToInvocation(Uri address) =>
        address.PathAndQuery == "/" ? new Uri(address, InvocationPath) : address;
}
