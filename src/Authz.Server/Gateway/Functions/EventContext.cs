namespace Authz.Server.Gateway.Functions;

/// <summary>What events say about the account and API, which nothing outside AWS has.</summary>
internal static class EventContext
{
    public const string AccountId = "123456789012";

    public const string ApiId = "local";

    public const string Region = "us-east-1";
}
