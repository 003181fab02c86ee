using System.Text;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Tests.Streaming.Records;

/// <summary>
/// Worked out by hand from <c>WritableComparator.hashBytes</c>: start at 1, times 31, plus the signed byte, in 32 bits. For ASCII
/// that is Java's string hash plus 31 to the power of the length.
/// </summary>
public class HashPartitionerTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 128)] // 31 + 97
    [InlineData("ab", 4066)] // 128 * 31 + 98
    [InlineData("the", 144592)] // ((31 + 116) * 31 + 104) * 31 + 101
    [InlineData("é", -1017)] // C3 A9 are -61 and -87: (31 - 61) * 31 - 87
    [InlineData("aaaaaaaa", -1495437439)] // 31^8 + 97 * (31^7 + ... + 1) = 3610572058497 wraps round
    public void Text_hashes_as_in_Hadoop(string key, int hash) => HashPartitioner.HashBytes(Encoding.UTF8.GetBytes(key)).ShouldBe(hash);

    [Theory]
    [InlineData("a", 2, 0)]
    [InlineData("ab", 3, 1)] // 4066 = 3 * 1355 + 1
    [InlineData("the", 7, 0)] // 144592 = 7 * 20656
    [InlineData("é", 10, 1)] // -1017 loses its sign bit: 2147482631
    public void A_key_goes_to_the_remainder_of_its_hash(string key, int partitions, int partition) =>
        HashPartitioner.Instance.Partition(Encoding.UTF8.GetBytes(key), partitions).ShouldBe(partition);
}
