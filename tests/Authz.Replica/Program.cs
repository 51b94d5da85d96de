using Authz;
using Authz.Replica;

// Authz.Replica URL KEYS SECRET STALENESS: a replica of a fleet in a process of its own, which answers each line with one line.
using RunningReplica replica = new(args[0], File.ReadAllText(args[1]), FleetSecret.ReadFile(args[2]), TimeSpan.FromSeconds(int.Parse(args[3])));
while (Console.ReadLine() is { } line)
{
    Console.WriteLine(await replica.AnswerAsync(line.Split(' ')));
}
