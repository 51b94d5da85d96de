using System.Text;
using Authz.Keys;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Keys.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys.Snapshots;

/// <summary>A stamp never says more than the key itself would.</summary>
public sealed class KeyStampTests : IDisposable
{
    private const long Start = 1_700_000_000;

    private static readonly TimeSpan s_maximum = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Start));
    private readonly KeyEpoch _epoch = new();
    private readonly KeyAge _age;
    private readonly VerificationKey _key;
    private KeyStamp _stamp;

    public KeyStampTests()
    {
        _age = new KeyAge(_time, s_maximum, _epoch);
        _key = CreateKey();
    }

    [Fact]
    public void Rejects_AKeyOfNoAge() => Assert.False(_stamp.IsInForce(_key, _epoch, Start));

    [Fact]
    public void Accepts_AKeyInForce_TheFirstTimeAndFromTheStamp()
    {
        _age.Renew(_time.GetUtcNow());

        Assert.True(_stamp.IsInForce(_key, _epoch, Start));
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));
    }

    [Fact]
    public void Rejects_AWithdrawnKey_AtOnce()
    {
        _age.Renew(_time.GetUtcNow());
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));

        _key.Withdraw();

        Assert.False(_stamp.IsInForce(_key, _epoch, Start));
    }

    [Fact]
    public void Accepts_TheOthers_WhenOneKeyIsWithdrawn()
    {
        _age.Renew(_time.GetUtcNow());
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));

        CreateKey().Withdraw();

        Assert.True(_stamp.IsInForce(_key, _epoch, Start));
    }

    [Fact]
    public void Rejects_AtTheMaximumAge_ByTheWallClockAlone()
    {
        _age.Renew(_time.GetUtcNow());
        long end = Start + (long)s_maximum.TotalSeconds;

        Assert.True(_stamp.IsInForce(_key, _epoch, end - 1));
        Assert.False(_stamp.IsInForce(_key, _epoch, end));
        Assert.False(_stamp.IsInForce(_key, _epoch, end + 1));
        Assert.True(_stamp.IsInForce(_key, _epoch, end - 1));
    }

    [Fact]
    public void Rejects_AtTheMaximumAge_ByTheMonotonicClockAlone()
    {
        _age.Renew(_time.GetUtcNow());
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));

        _time.Advance(s_maximum);

        Assert.False(_stamp.IsInForce(_key, _epoch, Start));
    }

    [Fact]
    public void Rejects_FromTheEarlierLimit_WhenTheAgeIsCountedAnew()
    {
        _age.Renew(_time.GetUtcNow());
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));

        _age.Renew(_time.GetUtcNow() - s_maximum + TimeSpan.FromSeconds(5));

        Assert.True(_stamp.IsInForce(_key, _epoch, Start + 4));
        Assert.False(_stamp.IsInForce(_key, _epoch, Start + 5));
    }

    [Fact]
    public void Accepts_KeysThatDoNotAge_InTheFarFuture()
    {
        _age.Renew(fetchedAt: null);

        Assert.True(_stamp.IsInForce(_key, _epoch, long.MaxValue - 1));
        Assert.True(_stamp.IsInForce(_key, _epoch, Start));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Rejects_AKeyOfNoAge_AtAnyTime(long now) => Assert.False(_stamp.IsInForce(_key, _epoch, now));

    [Fact]
    public async Task Rejects_AWithdrawnKey_EvenIfItsStampIsRenewedMeanwhile()
    {
        _age.Renew(_time.GetUtcNow());
        for (int round = 0; round < 2_000; round++)
        {
            VerificationKey key = CreateKey();
            StampedKey stamped = new(key, _epoch);
            using Barrier start = new(3);
            Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                for (int look = 0; look < 20; look++)
                {
                    stamped.IsInForce(Start);
                }
            }))];
            start.SignalAndWait();
            key.Withdraw();

            Assert.False(stamped.IsInForce(Start));
            await Task.WhenAll(readers);
            Assert.False(stamped.IsInForce(Start));
        }
    }

    public void Dispose() => _age.Dispose();

    private VerificationKey CreateKey()
    {
        KeyReadResult read = JwksReader.Read(Encoding.UTF8.GetBytes(TestKeys.SetOf(TestKeys.For("ES256")).ToJsonString()));
        return new VerificationKey(read.Keys![0], _age);
    }

    private sealed class StampedKey(VerificationKey key, KeyEpoch epoch)
    {
        private KeyStamp _stamp;

        public bool IsInForce(long now) => _stamp.IsInForce(key, epoch, now);
    }
}
