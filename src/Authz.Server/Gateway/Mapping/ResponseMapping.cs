using System.Globalization;
using System.IO.Pipelines;
using Authz.Definitions.Parameters;

namespace Authz.Server.Gateway.Mapping;

/// <summary>Carries out the parameter mappings of a backend's response.</summary>
internal static class ResponseMapping
{
    private const int LowestStatus = 200;
    private const int HighestStatus = 599;

    /// <summary>Changes status and headers that have been copied for the client.</summary>
    public static async Task ApplyAsync(
        GatewayExchange exchange, ParameterMapping mapping, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = mapping.ReadsBody ? await PeekAsync(response, cancellationToken) : [];
        HttpResponse answer = exchange.Context.Response;
        IReadOnlyList<MappedParameter> parameters = mapping.Evaluate(new MappingVariables(exchange, body, answer.Headers));
        HeaderMapping.Apply(parameters, answer.Headers);
        foreach (MappedParameter parameter in parameters)
        {
            if (parameter.Key.Target == MappingTarget.StatusCode && ReadStatus(parameter.Value) is { } status)
            {
                answer.StatusCode = status;
            }
        }
    }

    // The body is read through a pipe, which keeps the peeked part for later reads.
    private static async Task<byte[]> PeekAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        byte[] prefix = await BodyPrefix.PeekAsync(reader, cancellationToken);
        response.Content = new StreamContent(reader.AsStream());
        return prefix;
    }

    private static int? ReadStatus(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
        && status is >= LowestStatus and <= HighestStatus
            ? status
            : null;
}
