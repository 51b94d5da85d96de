using Authz.Server.Decide.ExtAuthz.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>Asks over gRPC from C#, under the public names of service and method.</summary>
internal sealed class CheckClient(Uri address) : IDisposable
{
    private static readonly Method<CheckRequest, CheckResponse> s_check = new(
        MethodType.Unary, "envoy.service.auth.v3.Authorization", "Check", Marshaller(CheckRequest.Parser), Marshaller(CheckResponse.Parser));

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    public async Task<CheckResponse> CheckAsync(CheckRequest request) =>
        await _channel.CreateCallInvoker().AsyncUnaryCall(s_check, host: null, default, request);

    /// <summary>A request as Envoy tells it: names in lower case, values of one name joined with commas.</summary>
    public static CheckRequest Question(string method, string target, IEnumerable<KeyValuePair<string, string>> headers)
    {
        AttributeContext.Types.HttpRequest http = new() { Method = method, Path = target, Host = "api.example" };
        http.Headers.Add(":method", method);
        http.Headers.Add(":path", target);
        http.Headers.Add(":authority", "api.example");
        foreach (IGrouping<string, string> header in headers.GroupBy(one => one.Key.ToLowerInvariant(), one => one.Value))
        {
            http.Headers.Add(header.Key, string.Join(',', header));
        }

        return new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Source = new() { Address = new() { SocketAddress = new() { Address = "192.0.2.7" } } },
                Request = new() { Http = http },
            },
        };
    }

    public void Dispose() => _channel.Dispose();

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
}
