using System.Diagnostics.CodeAnalysis;
using Authz.Definitions.Validation;

namespace Authz.Server.Gateway.Functions;

/// <summary>Where functions run, by name: whoever starts the gateway says it.</summary>
internal sealed class FunctionAddresses(IReadOnlyDictionary<string, Uri> addresses)
{
    // The path of the Lambda API's Invoke, at which the runtime interface emulator of AWS's container images listens too.
    private const string InvocationPath = "/2015-03-31/functions/function/invocations";

    public static readonly FunctionAddresses None = new(new Dictionary<string, Uri>());

    /// <summary>Finds the function that a definition's URI names; an alias has its own address, or that of the function.</summary>
    /// <param name="uri">The URI, its stage variables replaced.</param>
    /// <param name="address">Where it is invoked.</param>
    /// <param name="problem">What is missing, to follow the name of who needs it.</param>
    public bool TryFind(string uri, [NotNullWhen(true)] out Uri? address, out string problem)
    {
        address = null;
        problem = $"'{uri}' does not name a function.";
        if (!FunctionUri.TryGetName(uri, out string? name))
        {
            return false;
        }

        string function = name.Split(':')[0];
        problem = $"nothing says where the function '{name}' runs; say it with --function {function}=URL.";
        return addresses.TryGetValue(name, out address) || addresses.TryGetValue(function, out address);
    }

    /// <summary>The invoke URL that an address stands for: a server alone is an emulator.</summary>
    public static Uri ToInvocation(Uri address) =>
        address.PathAndQuery == "/" ? new Uri(address, InvocationPath) : address;
}
