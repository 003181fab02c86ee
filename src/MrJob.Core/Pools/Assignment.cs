namespace MrJob.Core.Pools;

/// <summary>Whether what there is can be shared out so that everyone gets what they want: a flow from offers to wants along the pairs that suit. Pure.</summary>
internal static class Assignment
{
    /// <summary>The first want that goes short, or null when all are covered.</summary>
    /// <param name="offers">How many there are of each.</param>
    /// <param name="wants">How many of something are wanted.</param>
    /// <param name="suits">Whether the offer is good for the want, by their indexes.</param>
    public static int? FirstShort(IReadOnlyList<int> offers, IReadOnlyList<int> wants, Func<int, int, bool> suits)
    {
        var left = offers.ToArray();
        var given = new int[offers.Count, wants.Count];
        for (var want = 0; want < wants.Count; want++)
        {
            for (var need = wants[want]; need > 0;)
            {
                var got = Give(want, need, new bool[wants.Count]);
                if (got == 0)
                    return want;
                need -= got;
            }
        }
        return null;

        // From what is left, or from what another has and can get elsewhere.
        int Give(int want, int most, bool[] asked)
        {
            asked[want] = true;
            for (var offer = 0; offer < left.Length; offer++)
            {
                if (!suits(offer, want))
                    continue;
                if (left[offer] > 0)
                {
                    var taken = Math.Min(most, left[offer]);
                    left[offer] -= taken;
                    given[offer, want] += taken;
                    return taken;
                }
                for (var other = 0; other < asked.Length; other++)
                {
                    if (asked[other] || given[offer, other] == 0)
                        continue;
                    var moved = Give(other, Math.Min(most, given[offer, other]), asked);
                    given[offer, other] -= moved;
                    given[offer, want] += moved;
                    if (moved > 0)
                        return moved;
                }
            }
            return 0;
        }
    }
}
