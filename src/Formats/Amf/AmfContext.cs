namespace Headwater.Formats.Amf;

/// <summary>What one reader remembers between values: budgets and the tables that references point into.</summary>
internal sealed class AmfContext(AmfLimits limits)
{
    private readonly List<Complex> _amf0 = [];
    private readonly List<Complex> _amf3 = [];
    private int _values;
    private int _deepest;

    public AmfLimits Limits { get; } = limits;

    public List<string> Strings { get; } = [];

    public List<Amf3Traits> Traits { get; } = [];

    /// <summary>Counts a value that begins at this depth; false when the limits say no.</summary>
    public bool Enter(int depth)
    {
        _deepest = Math.Max(_deepest, depth);
        return depth <= Limits.MaximumDepth && Charge(1);
    }

    public bool Charge(int values)
    {
        if (values > Limits.MaximumValues - _values)
        {
            return false;
        }

        _values += values;
        return true;
    }

    /// <summary>Enters a value into its version's table while its members are still to be read.</summary>
    public Complex Open(bool version3, int depth)
    {
        var complex = new Complex(depth, _values, _deepest);
        (version3 ? _amf3 : _amf0).Add(complex);
        _deepest = depth;
        return complex;
    }

    public void Close(Complex complex, AmfValue value)
    {
        complex.Value = value;
        complex.Values = _values - complex.ValuesBefore + 1;
        complex.Height = _deepest - complex.Depth;
        _deepest = Math.Max(_deepest, complex.DeepestBefore);
    }

    /// <summary>The value behind a reference; null when there is none, it contains the reference, or its tree does not fit here.</summary>
    public AmfValue? Resolve(bool version3, uint index, int depth)
    {
        var table = version3 ? _amf3 : _amf0;
        if (index >= table.Count || table[(int)index] is not { Value: { } value } complex
            || complex.Height > Limits.MaximumDepth - depth || !Charge(complex.Values))
        {
            return null;
        }

        _deepest = Math.Max(_deepest, depth + complex.Height);
        return value;
    }

    internal sealed class Complex(int depth, int valuesBefore, int deepestBefore)
    {
        public int Depth { get; } = depth;

        public int ValuesBefore { get; } = valuesBefore;

        public int DeepestBefore { get; } = deepestBefore;

        public AmfValue? Value { get; set; }

        public int Values { get; set; }

        public int Height { get; set; }
    }
}
