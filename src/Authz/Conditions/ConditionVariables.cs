using System.Diagnostics.CodeAnalysis;

namespace Authz.Conditions;

/// <summary>The values of a term's variables in one request, and memory for what is decoded besides them.</summary>
internal ref struct ConditionVariables
{
    private readonly Span<VariablePlace> _places;
    private ConditionBuffer _buffer;
    private int _count;

    /// <param name="places">Memory for a place of each variable.</param>
    /// <param name="memory">Memory for decoded text.</param>
    public ConditionVariables(Span<VariablePlace> places, Span<byte> memory)
    {
        _places = places;
        _buffer = new ConditionBuffer(memory);
    }

    /// <summary>The memory: text of the variables, and behind it what is compared with them.</summary>
    [UnscopedRef]
    public ref ConditionBuffer Buffer => ref _buffer;

    /// <summary>The value of a variable.</summary>
    public readonly ConditionValue this[int index]
    {
        get
        {
            VariablePlace place = _places[index];
            return new ConditionValue(place.Form, _buffer.Kept.Slice(place.Start, place.Length));
        }
    }

    /// <summary>Keeps the next variable's value.</summary>
    public void Add(scoped ConditionValue value)
    {
        _places[_count++] = new VariablePlace(value.Form, _buffer.Length, value.Text.Length);
        _buffer.Keep(value.Text);
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => _buffer.Dispose();
}

/// <summary>Where the value of a variable stands.</summary>
internal readonly record struct VariablePlace(ConditionForm Form, int Start, int Length);
