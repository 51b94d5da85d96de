using System.Text;
using Authz.Lambda.Answers;
using Authz.Lambda.Logging;

namespace Authz.Lambda.Tests.Logging;

public sealed class InvocationLogTests
{
    private static readonly EventAnswer s_answer = new(AuthorizerAnswer.Failure("kind", "message"));

    [Fact]
    public void Goes_On_WhileItCannotBeWritten_AndSaysSoOnce()
    {
        using Disk disk = new() { Problem = "No space left on device" };
        using StringWriter errors = new();
        using InvocationLog log = new(disk, errors, TimeProvider.System);

        log.Write(s_answer, TimeSpan.Zero, "1");
        log.Write(s_answer, TimeSpan.Zero, "2");
        disk.Problem = null;
        log.Write(s_answer, TimeSpan.Zero, "3");

        Assert.Equal(
            "The log cannot be written: No space left on device Its lines are left out until it can be.", errors.ToString().TrimEnd());
        Assert.Contains("\"invocationId\":\"3\"", Encoding.UTF8.GetString(disk.ToArray()), StringComparison.Ordinal);
        Assert.DoesNotContain("\"invocationId\":\"1\"", Encoding.UTF8.GetString(disk.ToArray()), StringComparison.Ordinal);
    }

    private sealed class Disk : MemoryStream
    {
        public string? Problem { get; set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Problem is not null)
            {
                throw new IOException(Problem);
            }

            base.Write(buffer, offset, count);
        }
    }
}
