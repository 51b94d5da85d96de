using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Authz.Server.Gateway.Operation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>Run alone: whoever exports metrics listens to every server of the process, those of these tests as well.</summary>
[Collection(nameof(RunAlone))]
public sealed class RequestMetricsTests : IDisposable
{
    private const string HostingMeter = "Microsoft.AspNetCore.Hosting";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TagsFeature _tags = new();
    private readonly DefaultHttpContext _context = new();

    public RequestMetricsTests() => _context.Features.Set<IHttpMetricsTagsFeature>(_tags);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tags_WhatSomebodyListensTo(bool isPublishedBefore)
    {
        Instrument? before = isPublishedBefore ? Meters.Create(HostingMeter).CreateHistogram<double>("duration") : null;
        using RequestMetrics metrics = new(Meters);
        Instrument instrument = before ?? Meters.Create(HostingMeter).CreateHistogram<double>("duration");
        metrics.Tag(_context, "http.route", "GET /before");
        using MeterListener listener = new();
        listener.EnableMeasurementEvents(instrument);

        metrics.Tag(_context, "http.route", "GET /pets");

        Assert.Equal(new KeyValuePair<string, object?>("http.route", "GET /pets"), Assert.Single(_tags.Tags));
    }

    [Fact]
    public void TagsOnce_WhereSeveralAreListenedTo()
    {
        using RequestMetrics metrics = new(Meters);
        Meter meter = Meters.Create(HostingMeter);
        using MeterListener listener = new();
        listener.EnableMeasurementEvents(meter.CreateHistogram<double>("duration"));
        listener.EnableMeasurementEvents(meter.CreateUpDownCounter<long>("active"));

        metrics.Tag(_context, "http.route", "GET /pets");

        Assert.Single(_tags.Tags);
    }

    [Fact]
    public void TagsNothing_WhereAnotherServerIsListenedTo()
    {
        using ServiceProvider other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using RequestMetrics metrics = new(Meters);
        Meters.Create(HostingMeter).CreateHistogram<double>("duration");
        using MeterListener listener = new();
        listener.EnableMeasurementEvents(other.GetRequiredService<IMeterFactory>().Create(HostingMeter).CreateHistogram<double>("duration"));
        listener.EnableMeasurementEvents(Meters.Create("Authz.Gateway").CreateCounter<long>("decisions"));

        metrics.Tag(_context, "http.route", "GET /pets");

        Assert.Empty(_tags.Tags);
    }

    [Fact]
    public async Task Tags_WhatAGatewayMeasures_ForWhoeverListensToThatAlone()
    {
        const string Route = "GET /measured/{id}";
        ConcurrentBag<object?> routes = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, subscriber) =>
            {
                if (instrument.Name == "http.server.request.duration")
                {
                    subscriber.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            routes.Add(tags.ToArray().FirstOrDefault(tag => tag.Key == "http.route").Value));
        listener.Start();
        await using (TestGateway gateway = await TestGateway.StartAsync(
            (issuer, backend) => TestGateway.Define(
                [(Route, new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend + "/x" } })], issuer)))
        {
            Assert.Equal(200, (await gateway.SendAsync("GET /measured/7")).Status);
        }

        Assert.Contains(Route, routes);
    }

    private sealed class TagsFeature : IHttpMetricsTagsFeature
    {
        public ICollection<KeyValuePair<string, object?>> Tags { get; } = [];

        public bool MetricsDisabled { get; set; }
    }
}
