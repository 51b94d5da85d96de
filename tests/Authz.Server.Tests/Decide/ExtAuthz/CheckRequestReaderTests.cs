using Authz.Server.Decide;
using Authz.Server.Decide.ExtAuthz;
using Authz.Server.Decide.ExtAuthz.Wire;
using FsCheck;
using FsCheck.Xunit;
using Google.Protobuf;
using Wire = Authz.Server.Decide.ExtAuthz.Wire.HeaderValue;

namespace Authz.Server.Tests.Decide.ExtAuthz;

public sealed class CheckRequestReaderTests
{
    [Fact]
    public void Rejects_QuestionsWithoutARequest()
    {
        Assert.False(TryRead(new CheckRequest()));
        Assert.False(TryRead(new CheckRequest { Attributes = new AttributeContext { Request = new() } }));
        Assert.False(TryRead(Question(http => http.Path = "")));
        Assert.False(TryRead(Question(http => http.Method = "")));
    }

    private const string Head = "12-01-47-22-02-2F-61";

    // AttributeContext.HttpRequest: method = 2 "G", path = 4 "/a", and the octets behind them.
    [Theory]
    [InlineData("", true)]
    [InlineData("32-05-68-74-74-70-73", true)]
    [InlineData("48-05", true)]
    [InlineData("7D-01-02-03-04", true)]
    [InlineData("79-01-02-03-04-05-06-07-08", true)]
    [InlineData("F8-07-FF-FF-FF-FF-FF-FF-FF-FF-FF-01", true)]
    [InlineData("1A-06-0A-01-61-12-01-62", true)]
    [InlineData("1A-03-0A-01-61", true)]
    [InlineData("1A-08-0A-01-61-1A-03-E9-2C-FF", true)]
    [InlineData("12-01-47", false, "a method twice")]
    [InlineData("22-02-2F-61", false, "a path twice")]
    [InlineData("2A-01-61-2A-01-61", false, "a host twice")]
    [InlineData("28-05", false, "a host that is a number")]
    [InlineData("2A-01-FF", false, "a host that is no UTF-8")]
    [InlineData("2A-02-61", false, "a host that is cut short")]
    [InlineData("2A-FF-FF-FF-FF-FF-FF-FF-FF-FF-01", false, "a host without end")]
    [InlineData("2A", false, "a length that is cut short")]
    [InlineData("48-FF", false, "a number that is cut short")]
    [InlineData("48-FF-FF-FF-FF-FF-FF-FF-FF-FF-02", false, "a number of 65 bits")]
    [InlineData("79-01", false, "eight octets that are cut short")]
    [InlineData("7D-01", false, "four octets that are cut short")]
    [InlineData("7B-7C", false, "a group")]
    [InlineData("7E", false, "a wire type that there is not")]
    [InlineData("02-01-61", false, "the field 0")]
    [InlineData("82-80-80-80-10-01-61", false, "a field beyond the last")]
    [InlineData("1A-03-12-01-62", false, "a header without a name")]
    [InlineData("1A-05-0A-03-61-20-62", false, "a header whose name has a blank")]
    [InlineData("1A-04-0A-02-C3-A9", false, "a header whose name is no ASCII")]
    [InlineData("1A-06-0A-01-61-0A-01-62", false, "a header with two names")]
    [InlineData("1A-09-0A-01-61-12-01-62-12-01-63", false, "a header with two values")]
    [InlineData("6A-0B-0A-09-0A-01-61-12-01-62-1A-01-62", false, "a header with a value of either kind")]
    [InlineData("1A-06-0A-01-61-12-01-FF", false, "a value that is no UTF-8")]
    [InlineData("18-01", false, "a header that is a number")]
    [InlineData("1A-03-0A-01-61-6A-05-0A-03-0A-01-61", false, "a map and a list")]
    public void Reads_OneReadingOrNone(string more, bool isRead, string? what = null)
    {
        byte[] http = [.. Octets(Head), .. Octets(more)];

        Assert.Equal((what, isRead), (what, Read(http) is not null));
    }

    // Only a list has values as octets.
    [Fact]
    public void Ignores_OctetsInAMap()
    {
        byte[] http = [.. Octets(Head), .. Octets("1A-0D-0A-05-3A-70-61-74-68-1A-04-2F-61-2F-62")];

        Assert.Null(Read(http));
        Assert.Equal("", Read([.. Octets(Head), .. Octets("1A-06-0A-01-61-1A-01-62")])!.Headers.Find("a"));
    }

    [Fact]
    public void Rejects_AQuestionTwice()
    {
        byte[] question = Question(_ => { }).ToByteArray();

        Assert.Null(CheckRequestReader.Read([.. question, .. question]));
    }

    private static AskedRequest? Read(byte[] http)
    {
        byte[] request = [0x12, (byte)http.Length, .. http];
        byte[] attributes = [0x22, (byte)request.Length, .. request];
        return CheckRequestReader.Read([0x0A, (byte)attributes.Length, .. attributes]);
    }

    private static byte[] Octets(string hexadecimal) => Convert.FromHexString(hexadecimal.Replace("-", "", StringComparison.Ordinal));

    // What is read of any octets is what the library reads.
    [Property(MaxTest = 100_000)]
    public void Reads_AsTheLibraryDoes(byte[] changes, NonNegativeInt seed)
    {
        byte[] octets = s_samples[seed.Get % s_samples.Length].ToArray();
        for (int change = 0; change + 1 < changes.Length && change < 8; change += 2)
        {
            octets[(changes[change] + (seed.Get * 31)) % octets.Length] = changes[change + 1];
        }

        if (CheckRequestReader.Read(octets) is not { } read)
        {
            return;
        }

        AttributeContext told = CheckRequest.Parser.ParseFrom(octets).Attributes;
        AttributeContext.Types.HttpRequest http = told.Request.Http;
        Assert.Equal((http.Method, http.Path, http.Host), (read.Method, read.Target, read.Host));
        Assert.Equal(OriginalRequest.ReadAddress(told.Source?.Address?.SocketAddress?.Address), read.ClientAddress);
        Assert.Equal(http.Body.Length > 0, read.HasTextBody);
        Assert.Equal(http.RawBody.ToByteArray(), read.Body.ToArray());
        foreach ((string name, string value) in http.Headers)
        {
            Assert.Contains(value, read.Headers.Find(name).ToArray());
        }

        Assert.Equal(http.Headers.Keys.Concat(http.HeaderMap?.Headers.Select(header => header.Key) ?? []).Distinct(), read.Headers.Names.Distinct());
    }

    private static readonly byte[][] s_samples =
    [
        Question(_ => { }).ToByteArray(),
        Question(http => http.Headers.Add("authorization", "Bearer " + new string('a', 300))).ToByteArray(),
        Question(http => (http.Body, http.RawBody) = ("text", ByteString.CopyFrom(1, 2, 3))).ToByteArray(),
        Question(http =>
        {
            http.Headers.Clear();
            http.HeaderMap = new HeaderMap
            {
                Headers = { new Wire { Key = "a", Value = "b" }, new Wire { Key = "c", RawValue = ByteString.CopyFrom(0xE9) } },
            };
        }).ToByteArray(),
    ];

    [Theory]
    [InlineData(":path", "/b")]
    [InlineData(":method", "POST")]
    [InlineData(":authority", "other.example")]
    public void Rejects_QuestionsWithTwoReadings(string name, string value)
    {
        Assert.False(TryRead(Question(http => http.Headers[name] = value)));
        Assert.False(TryRead(Question(http =>
        {
            http.Headers.Clear();
            http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = name, RawValue = ByteString.CopyFromUtf8(value) } } };
        })));
    }

    [Fact]
    public void Rejects_HeadersToldInBothForms() => Assert.False(TryRead(Question(
        http => http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = "a", Value = "b" } } })));

    [Theory]
    [InlineData("Bearer a,Bearer b")]
    [InlineData("Bearer a, x")]
    public void Rejects_CredentialsJoinedWithAComma(string value) =>
        Assert.True(Find(Question(http => http.Headers["authorization"] = value)).IsRepeated);

    [Fact]
    public void Rejects_CredentialsUnderTwoSpellings() => Assert.True(Find(Question(http =>
    {
        http.Headers["authorization"] = "Bearer a";
        http.Headers["Authorization"] = "Bearer b";
    })).IsRepeated);

    [Fact]
    public void Rejects_CredentialsThatOccurTwiceInAList() => Assert.True(Find(Question(http =>
    {
        http.Headers.Clear();
        http.HeaderMap = new HeaderMap
        {
            Headers = { new Wire { Key = "authorization", Value = "Bearer a" }, new Wire { Key = "authorization", Value = "Bearer b" } },
        };
    })).IsRepeated);

    [Fact]
    public void Accepts_AListOfOctets()
    {
        HeaderValue value = Find(Question(http =>
        {
            http.Headers.Clear();
            http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = "authorization", RawValue = ByteString.CopyFromUtf8("Bearer a") } } };
        }));

        Assert.Equal("Bearer a", value.Value);
    }

    private static HeaderValue Find(CheckRequest question) =>
        CheckHeaders.Find(CheckRequestReader.Read(question.ToByteArray())!.Headers, "Authorization");

    private static bool TryRead(CheckRequest request) => CheckRequestReader.Read(request.ToByteArray()) is not null;

    private static CheckRequest Question(Action<AttributeContext.Types.HttpRequest> change)
    {
        CheckRequest question = CheckClient.Question("GET", "/a", []);
        change(question.Attributes.Request.Http);
        return question;
    }
}
