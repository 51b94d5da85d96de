namespace Authz.Conditions;

/// <summary>The values of a term's variables in one request.</summary>
internal ref struct ConditionVariables(Span<VariablePlace> places, ConditionBuffer buffer)
{
    private readonly Span<VariablePlace> _places = places;
    private ConditionBuffer _buffer = buffer;
    private int _count;

    /// <summary>The value of a variable.</summary>
    public readonly ConditionValue this[int index]
    {
        get
        {
            VariablePlace place = _places[index];
            return new ConditionValue(place.Form, _buffer.Kept.Slice(place.Start, place.Length));
        }
    }

    /// <summary>Keeps a copy of the next variable's value.</summary>
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
