using System.Globalization;

namespace Authz.Tests.Properties;

public sealed class ScheduleTests
{
    private static readonly int s_schedules = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_SCHEDULES") ?? "150", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Decides_LikeTheReferenceModel_InRandomSchedules()
    {
        int accepted = 0;
        for (int seed = 0; seed < s_schedules; seed++)
        {
            using var schedule = new Schedule(seed);
            await schedule.RunAsync(steps: 100);
            accepted += schedule.Accepted;
        }

        // A schedule in which nothing is accepted proves nothing.
        Assert.InRange(accepted, 2 * s_schedules, 100 * s_schedules);
    }
}
