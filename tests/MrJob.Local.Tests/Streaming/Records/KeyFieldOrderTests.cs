using System.Globalization;
using System.Text;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Tests.Streaming.Records;

/// <summary>Orders that Hadoop's <c>KeyFieldBasedComparator</c> documents: those of <c>sort</c> with <c>-k</c>, <c>-n</c> and <c>-r</c>.</summary>
public class KeyFieldOrderTests
{
    [Theory]
    [InlineData("-k1,1", "b\tx|a\tz|a\ty", "a\tz|a\ty|b\tx")] // equal in the first field: as they came
    [InlineData("-k2,2", "a\tz|b\tx|c\ty", "b\tx|c\ty|a\tz")]
    [InlineData("-k2,2r", "a\tz|b\tx|c\ty", "a\tz|c\ty|b\tx")]
    [InlineData("-k2,2n", "a\t10|b\t9|c\t-3|d\t2.5", "c\t-3|d\t2.5|b\t9|a\t10")]
    [InlineData("-k2,2nr", "a\t10|b\t9|c\t-3|d\t2.5", "a\t10|b\t9|d\t2.5|c\t-3")]
    [InlineData("-k1,1 -k2,2nr", "b\t1|a\t2|a\t10|b\t3", "a\t10|a\t2|b\t3|b\t1")]
    [InlineData("-k2n", "a\t10|b\t9", "b\t9|a\t10")] // from the field to the key's end
    [InlineData("-nr", "1|10|9", "10|9|1")] // no field: the whole key
    [InlineData("-r", "a|c|b", "c|b|a")]
    [InlineData("-n -k1,1 -k2,2r", "2\ta|10\tb|2\tc", "2\tc|2\ta|10\tb")] // a field that says r takes nothing from the others
    [InlineData("-k1.2,1.3", "xbc9|yab7|zbc1", "yab7|xbc9|zbc1")] // characters 2 and 3
    [InlineData("-k 2,2", "a\tz|b\tx", "b\tx|a\tz")]
    [InlineData("-k2,2", "a\tx|b|c\t", "b|c\t|a\tx")] // a key without the field comes first
    [InlineData("-k2,2r", "a\tx|b|c\ty", "c\ty|a\tx|b")]
    [InlineData("-k1,1", "ab\t1|a\t2|a!\t3", "a\t2|a!\t3|ab\t1")] // the end of a field is less than any byte
    [InlineData("-k1,1r", "ab\t1|a\t2|a!\t3", "ab\t1|a!\t3|a\t2")]
    public void Keys_are_in_the_order_of_the_options(string options, string keys, string expected) =>
        string.Join('|', keys.Split('|').Order(new ByEncoding(options))).ShouldBe(expected);

    [Theory]
    [InlineData("0", "-0")]
    [InlineData("5", "5.00")]
    [InlineData("-0.0", "0")]
    [InlineData("x", "y")]
    [InlineData("12abc", "12")]
    public void Equal_numbers_are_equal_however_they_are_written(string one, string other) => new ByEncoding("-n").Compare(one, other).ShouldBe(0);

    [Fact]
    public void Decimal_numbers_of_any_size_are_in_numeric_order()
    {
        var random = new Random(3);
        var numbers = Enumerable.Range(0, 2000)
            .Select(_ => (random.NextInt64(-1000, 1000) / (decimal)Math.Pow(10, random.Next(0, 5))) * (random.Next(4) == 0 ? 1_000_000_000_000_000m : 1)).ToList();

        numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)).Order(new ByEncoding("-n")).Select(n => decimal.Parse(n, CultureInfo.InvariantCulture))
            .ShouldBe(numbers.Order());
    }

    [Fact]
    public void Zero_bytes_in_a_field_compare_as_bytes() => new[] { "a\0\tz", "a\ty", "a\0\0\tx", "a\u0001\tw" }
        .Order(new ByEncoding("-k1,1")).Select(key => key[^1]).ShouldBe(['y', 'z', 'x', 'w']);

    private sealed class ByEncoding(string options) : IComparer<string>
    {
        private readonly KeyFieldOrder order = new(KeyFields.Parse(options, "\t", "options"));

        public int Compare(string? x, string? y) => Encode(x!).AsSpan().SequenceCompareTo(Encode(y!));

        private byte[] Encode(string key)
        {
            var encoded = new ByteList();
            order.Encode(Encoding.UTF8.GetBytes(key), encoded);
            return encoded.Span.ToArray();
        }
    }
}
