using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class AssignmentTests
{
    private const int Seed = 20261122;

    [Fact]
    public void Nothing_is_wanted() => Assignment.FirstShort([1, 2], [], (_, _) => true).ShouldBeNull();

    [Fact]
    public void Nothing_is_wanted_and_nothing_is_there() => Assignment.FirstShort([], [], (_, _) => true).ShouldBeNull();

    [Fact]
    public void Who_wants_none_is_never_short() => Assignment.FirstShort([], [0, 0], (_, _) => false).ShouldBeNull();

    [Fact]
    public void Without_offers_the_first_that_wants_any_is_short() => Assignment.FirstShort([], [0, 1, 1], (_, _) => true).ShouldBe(1);

    [Fact]
    public void Offers_that_suit_nobody_are_of_no_use() => Assignment.FirstShort([100], [1], (_, _) => false).ShouldBe(0);

    [Fact]
    public void Several_offers_make_up_one_want() => Assignment.FirstShort([1, 2, 3], [6], (_, _) => true).ShouldBeNull();

    [Fact]
    public void One_offer_is_shared_among_several() => Assignment.FirstShort([6], [1, 2, 3], (_, _) => true).ShouldBeNull();

    [Fact]
    public void Nothing_counts_twice() => Assignment.FirstShort([5], [1, 2, 3], (_, _) => true).ShouldBe(2);

    [Fact]
    public void A_want_gives_way_to_one_that_has_no_choice() => Assignment.FirstShort([1, 1], [1, 1], Pairs("0-0 1-0 0-1")).ShouldBeNull();

    [Fact]
    public void A_want_gives_way_in_part() => Assignment.FirstShort([3, 2], [3, 2], Pairs("0-0 1-0 0-1")).ShouldBeNull();

    [Fact]
    public void Wants_give_way_in_a_chain() => Assignment.FirstShort([1, 1, 1, 1], [1, 1, 1, 1], Pairs("0-0 1-0 1-1 2-1 2-2 3-2 0-3")).ShouldBeNull();

    [Fact]
    public void A_want_takes_from_several_others() => Assignment.FirstShort([2, 1, 1], [1, 1, 2], Pairs("0-0 1-0 0-1 2-1 0-2")).ShouldBeNull();

    [Fact]
    public void Large_numbers_are_shared_out_in_bulk() =>
        Assignment.FirstShort([1_000_000_000, 1_000_000_000], [1_000_000_000, 1_000_000_000], Pairs("0-0 1-0 0-1")).ShouldBeNull();

    [Fact]
    public void The_answer_is_the_same_as_when_all_ways_are_tried()
    {
        var random = new Random(Seed);
        var (covered, refused) = (0, 0);
        for (var i = 0; i < 5_000; i++)
        {
            var offers = Numbers(random, random.Next(1, 5));
            var wants = Numbers(random, random.Next(1, 5));
            var good = new bool[offers.Length, wants.Length];
            foreach (var (offer, want) in offers.SelectMany((_, offer) => wants.Select((_, want) => (offer, want))))
                good[offer, want] = random.Next(3) > 0;

            var expected = FirstShortByTrying(offers, wants, good);
            Assignment.FirstShort(offers, wants, (offer, want) => good[offer, want])
                .ShouldBe(expected, $"case {i}: {string.Join(' ', offers)} for {string.Join(' ', wants)}, {Text(good)}");
            _ = expected is null ? covered++ : refused++;
        }
        // Both answers are tried often enough for the comparison to mean something.
        covered.ShouldBeGreaterThan(500);
        refused.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Offers_and_wants_are_left_as_they_are()
    {
        int[] offers = [1, 1], wants = [1, 1];
        Assignment.FirstShort(offers, wants, (_, _) => true);
        offers.ShouldBe([1, 1]);
        wants.ShouldBe([1, 1]);
    }

    /// <summary>The first want with which, and with all before it, there is no way to share out.</summary>
    private static int? FirstShortByTrying(int[] offers, int[] wants, bool[,] good)
    {
        for (var last = 0; last < wants.Length; last++)
        {
            int[] units = [.. Enumerable.Range(0, last + 1).SelectMany(want => Enumerable.Repeat(want, wants[want]))];
            if (!CanShareOut([.. offers], units, good))
                return last;
        }
        return null;
    }

    /// <summary>Tries each offer for the first unit, and so on for the rest.</summary>
    private static bool CanShareOut(int[] left, ReadOnlySpan<int> units, bool[,] good)
    {
        if (units.Length == 0)
            return true;
        for (var offer = 0; offer < left.Length; offer++)
        {
            if (left[offer] == 0 || !good[offer, units[0]])
                continue;
            left[offer]--;
            if (CanShareOut(left, units[1..], good))
                return true;
            left[offer]++;
        }
        return false;
    }

    private static int[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3))];

    private static Func<int, int, bool> Pairs(string text) => (offer, want) => text.Split(' ').Contains($"{offer}-{want}");

    private static string Text(bool[,] good) => string.Join(' ',
        Enumerable.Range(0, good.GetLength(0)).SelectMany(o => Enumerable.Range(0, good.GetLength(1)).Where(w => good[o, w]).Select(w => $"{o}-{w}")));
}
