using Authz.Tests.Attacks;

namespace Authz.Tests;

/// <summary>
/// The attack corpus in a process of its own: prints how many exceptions were thrown anywhere in it, caught or not, while every forged
/// token was decided. Exit code 0 where there was none.
/// </summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        int thrown = 0;
        int surprises = 0;
        AuthorizationRequest[] requests = [.. AttackCorpus.All.Select(attack => TestApi.Request(attack.Token))];
        using var forgetful = new TestApi();
        using var remembering = new TestApi(rememberedTokenBytes: 1 << 20);
        AppDomain.CurrentDomain.FirstChanceException += (_, _) => Interlocked.Increment(ref thrown);
        foreach (TestApi api in new[] { forgetful, remembering })
        {
            foreach (AuthorizationRequest request in requests)
            {
                surprises += (await api.Authorizer.AuthorizeAsync(request)).IsAllowed || api.Authorizer.Authorize(request).IsAllowed
                    ? 1
                    : 0;
            }
        }

        Console.WriteLine($"{requests.Length} attacks, {surprises} accepted, {thrown} exceptions");
        return thrown + surprises == 0 ? 0 : 1;
    }
}
