namespace Authz.Conditions;

/// <summary>Looks for addresses in networks.</summary>
/// <param name="networks">The networks that are written out.</param>
/// <param name="variables">How many variables there are besides.</param>
internal sealed class AddressTest(AddressRange[] networks, int variables) : ValueTest
{
    public override bool Reads(ConditionValue variable) => TryRead(variable, out _);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables known)
    {
        if (!TryRead(value, out AddressRange address) || !address.IsAddress)
        {
            return ValueFit.WrongType;
        }

        foreach (AddressRange network in networks)
        {
            if (network.Contains(address))
            {
                return ValueFit.Fits;
            }
        }

        bool fits = false;
        for (int index = 0; index < variables; index++)
        {
            fits |= TryRead(known[index], out AddressRange network) && network.Contains(address);
        }

        return Of(fits);
    }

    private static bool TryRead(scoped ConditionValue value, out AddressRange range)
    {
        range = value.Form == ConditionForm.Address ? AddressRange.Of(value.Text) : default;
        return value.Form == ConditionForm.Address
            || (value.Form is ConditionForm.Text or ConditionForm.RequestText && AddressRange.TryParse(value.Text, out range));
    }
}
