namespace Authz.Benchmarks.Admission;

/// <summary>SIEVE: a queue in order of arrival, and a hand that passes over what was used since it last came by.</summary>
internal sealed class SievePolicy(int places)
{
    private readonly Dictionary<int, LinkedListNode<Place>> _byNumber = [];
    private readonly LinkedList<Place> _queue = new();
    private LinkedListNode<Place>? _hand;

    public bool FindOrAdd(int number)
    {
        if (_byNumber.TryGetValue(number, out LinkedListNode<Place>? found))
        {
            found.Value.IsUsed = true;
            return true;
        }

        if (_byNumber.Count == places)
        {
            Evict();
        }

        _byNumber.Add(number, _queue.AddFirst(new Place(number)));
        return false;
    }

    private void Evict()
    {
        LinkedListNode<Place> hand = _hand ?? _queue.Last!;
        while (hand.Value.IsUsed)
        {
            hand.Value.IsUsed = false;
            hand = hand.Previous ?? _queue.Last!;
        }

        _hand = hand.Previous;
        _queue.Remove(hand);
        _byNumber.Remove(hand.Value.Number);
    }

    private sealed class Place(int number)
    {
        public int Number { get; } = number;

        public bool IsUsed { get; set; }
    }
}
