using System.Text;
using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>A key set written into the definition (<c>jwks</c>).</summary>
internal sealed class InlineSource(string keySet) : KeySource
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromHours(1);

    private readonly KeyReadResult _result = JwksReader.Read(Encoding.UTF8.GetBytes(keySet));

    public override string Name => "inline";

    public override bool IsConstant => true;

    public override TimeSpan? DueAfterSuccess(TimeSpan? maximumAge) => null;

    public override TimeSpan DueAfterFailure(int failures) => s_retryInterval;

    public override Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken) => Task.FromResult(_result);
}
