namespace Authz.Server.Gateway.Functions;

/// <summary>The account and API in events; outside AWS there are none.</summary>
internal static class EventContext
{
    public const string AccountId = "123456789012";

    public const string ApiId = "local";

    public const string Region = "us-east-1";
}
