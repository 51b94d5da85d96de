using Authz.Tokens;

namespace Authz.Verifiers;

/// <summary>
/// Which signature comes next: right and wrong ones in turn, of all algorithms, with as many of the slow ones as there is time for.
/// </summary>
internal sealed class Workload(int seed)
{
    // In a hundred: one each of ES384 and ES512, three of ES256, the rest RSA.
    private const int Slices = 100;

    private readonly Random _random = new(seed);
    private bool _wasRight;

    public static KeyCases[] CreateKeys() =>
    [
        KeyCases.Rsa(2048), KeyCases.Rsa(2048), KeyCases.Ec(JwsAlgorithm.ES256), KeyCases.Ec(JwsAlgorithm.ES384), KeyCases.Ec(JwsAlgorithm.ES512),
    ];

    /// <summary>The next signature, and the number of its key.</summary>
    public (int Key, SignatureCase Case) Next(KeyCases[] keys)
    {
        int slice = _random.Next(Slices);
        int number = slice switch
        {
            0 => 4,
            1 => 3,
            < 5 => 2,
            _ => slice % 2,
        };
        KeyCases key = keys[number];
        JwsAlgorithm algorithm = key.Algorithms[_random.Next(key.Algorithms.Count)];
        _wasRight = !_wasRight;
        return (number, _wasRight ? key.Right(algorithm, _random) : key.Wrong(algorithm, _random));
    }
}
