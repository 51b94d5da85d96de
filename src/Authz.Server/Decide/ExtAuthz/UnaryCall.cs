using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using Google.Protobuf;
using Microsoft.Net.Http.Headers;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// gRPC's frame around one message in and one message out (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). Written by hand:
/// an empty call of Grpc.AspNetCore takes longer than reading, deciding and answering a whole question here.
/// </summary>
internal static class UnaryCall
{
    private const int PrefixLength = 5;
    private const string ContentType = "application/grpc";

    /// <summary>Whether a request is a call of gRPC, whose messages are in protocol buffers.</summary>
    public static bool IsIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType is ContentType or $"{ContentType}+proto";

    /// <summary>Reads the message. Whoever asks gives up at a deadline of his own, which resets the stream.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The largest message.</param>
    /// <param name="message">Takes the fields.</param>
    /// <returns><see cref="GrpcStatus.Ok"/>, or why there is no message.</returns>
    public static async ValueTask<GrpcStatus> ReadAsync(HttpContext context, int maximumBytes, IMessage message)
    {
        PipeReader body = context.Request.BodyReader;
        ReadResult read = await body.ReadAsync(context.RequestAborted);
        while (!read.IsCompleted && read.Buffer.Length <= PrefixLength + maximumBytes)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync(context.RequestAborted);
        }

        GrpcStatus status = read.Buffer.Length > PrefixLength + maximumBytes
            ? GrpcStatus.ResourceExhausted
            : Read(read.Buffer, message);
        body.AdvanceTo(read.Buffer.End);
        return status;
    }

    /// <summary>Answers with a message.</summary>
    public static void Write(HttpResponse response, IMessage message)
    {
        response.ContentType = ContentType;
        int length = message.CalculateSize();
        Span<byte> frame = response.BodyWriter.GetSpan(PrefixLength + length);
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], length);
        message.WriteTo(frame.Slice(PrefixLength, length));
        response.BodyWriter.Advance(PrefixLength + length);
        response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Answers without a message: the status stands in the head.</summary>
    /// <param name="response">The response.</param>
    /// <param name="status">Why.</param>
    /// <param name="message">The same in words, in visible ASCII without percent signs.</param>
    public static void Fail(HttpResponse response, GrpcStatus status, string message)
    {
        response.ContentType = ContentType;
        response.Headers[HeaderNames.GrpcStatus] = ((int)status).ToString(CultureInfo.InvariantCulture);
        response.Headers[HeaderNames.GrpcMessage] = message;
        if (status == GrpcStatus.Unimplemented)
        {
            response.Headers[HeaderNames.GrpcAcceptEncoding] = "identity";
        }
    }

    private static GrpcStatus Read(in ReadOnlySequence<byte> body, IMessage message)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (body.Length < PrefixLength)
        {
            return GrpcStatus.Internal;
        }

        body.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            return GrpcStatus.Unimplemented;
        }

        // Neither cut short, nor followed by another.
        ReadOnlySequence<byte> rest = body.Slice(PrefixLength);
        return rest.Length == BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]) && TryParse(rest, message) ? GrpcStatus.Ok : GrpcStatus.Internal;
    }

    private static bool TryParse(in ReadOnlySequence<byte> octets, IMessage message)
    {
        try
        {
            message.MergeFrom(octets);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
