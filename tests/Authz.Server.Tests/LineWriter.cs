using System.Text;

namespace Authz.Server.Tests;

/// <summary>Takes what a command writes and lets a test wait for a line of it.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Lock _change = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Part, TaskCompletionSource<string> Found)> _waiting = [];
    private int _lineStart;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_change)
        {
            _text.Append(value);
            if (value == '\n')
            {
                string line = _text.ToString(_lineStart, _text.Length - _lineStart).TrimEnd();
                _lineStart = _text.Length;
                _waiting.Where(wait => line.Contains(wait.Part, StringComparison.Ordinal))
                    .ToList()
                    .ForEach(wait => wait.Found.TrySetResult(line));
            }
        }
    }

    /// <summary>The first line, past or to come, that contains <paramref name="part"/>.</summary>
    public Task<string> FindLineAsync(string part)
    {
        lock (_change)
        {
            string? written =
                _text.ToString(0, _lineStart).Split('\n').FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal));
            TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((part, found));
            if (written is not null)
            {
                found.SetResult(written.TrimEnd());
            }

            return found.Task;
        }
    }

    public override string ToString()
    {
        lock (_change)
        {
            return _text.ToString();
        }
    }
}
