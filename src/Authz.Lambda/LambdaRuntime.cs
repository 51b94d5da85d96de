using System.Runtime.InteropServices;
using Authz.Lambda.Answers;
using Authz.Lambda.Runtime;

namespace Authz.Lambda;

/// <summary>
/// Runs an authorizer as the program of a custom runtime (<c>provided.al2023</c>): asks the Lambda Runtime API for one invocation after the
/// other.
/// </summary>
public static class LambdaRuntime
{
    private const string AddressVariable = "AWS_LAMBDA_RUNTIME_API";
    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    // The part of an invocation's time that is reserved for its answer.
    private static readonly TimeSpan s_answerTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Starts the authorizer and runs it until SIGTERM. Errors are reported to Lambda and on standard error.</summary>
    /// <param name="create">Makes the authorizer. Its exception is the function's initialization error.</param>
    /// <param name="timeProvider">The clock that deadlines are compared with; null for the system's.</param>
    /// <returns>The program's exit code: 0 after SIGTERM, 1 after a failure.</returns>
    public static int Run(Func<LambdaAuthorizer> create, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        string? address = Environment.GetEnvironmentVariable(AddressVariable);
        if (string.IsNullOrEmpty(address))
        {
            Console.Error.WriteLine($"{AddressVariable} is not set: this program runs as an AWS Lambda custom runtime, which sets it.");
            return 1;
        }

        using CancellationTokenSource shutdown = new();
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            shutdown.Cancel();
        });
        try
        {
            using RuntimeApiClient runtime = new(address);
            return Start(runtime, create) is { } authorizer
                ? Serve(runtime, authorizer, timeProvider ?? TimeProvider.System, shutdown.Token)
                : 1;
        }
        catch (RuntimeApiException exception)
        {
            Console.Error.WriteLine($"The Runtime API cannot be used: {exception.Message}");
            return 1;
        }
    }

    // Lambda is told every reason why the function cannot start.
#pragma warning disable CA1031
    private static LambdaAuthorizer? Start(RuntimeApiClient runtime, Func<LambdaAuthorizer> create)
    {
        try
        {
            LambdaAuthorizer authorizer = create();
            authorizer.WarmUpAsync().GetAwaiter().GetResult();
            return authorizer;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception.Message);
            runtime.FailInitialization(AuthorizerAnswer.Failure("initialization", exception.Message));
            return null;
        }
    }
#pragma warning restore CA1031

    private static int Serve(RuntimeApiClient runtime, LambdaAuthorizer authorizer, TimeProvider time, CancellationToken shutdown)
    {
        using (authorizer)
        {
            while (!shutdown.IsCancellationRequested)
            {
                Invocation invocation;
                try
                {
                    invocation = runtime.Next(shutdown);
                }
                catch (OperationCanceledException)
                {
                    break;
                }

                Answer(runtime, authorizer, invocation, time);
            }
        }

        return 0;
    }

    private static void Answer(RuntimeApiClient runtime, LambdaAuthorizer authorizer, in Invocation invocation, TimeProvider time)
    {
        Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);
        using CancellationTokenSource deadline = DeadlineOf(invocation, time);
        ValueTask<AuthorizerAnswer> answer = authorizer.AnswerAsync(invocation.Event, invocation.Id, deadline.Token);
        runtime.Complete(invocation.Id, answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult());

        // After the answer, so that the client does not wait, and before the next invocation is asked for, which may freeze the process.
        ValueTask refresh = authorizer.RefreshDueKeysAsync(deadline.Token);
        if (!refresh.IsCompletedSuccessfully)
        {
            refresh.AsTask().GetAwaiter().GetResult();
        }
    }

    private static CancellationTokenSource DeadlineOf(in Invocation invocation, TimeProvider time)
    {
        if (invocation.Deadline is not { } end)
        {
            return new CancellationTokenSource();
        }

        TimeSpan left = end - time.GetUtcNow() - s_answerTime;
        TimeSpan longest = TimeSpan.FromMinutes(15);
        return new CancellationTokenSource(left < TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest, time);
    }
}
