using System.Text;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Tests.Streaming.Records;

/// <summary>
/// Worked out by hand from Hadoop's <c>KeyFieldBasedPartitioner</c>: over the bytes of each chosen field in turn the hash, from 0,
/// becomes 31 times itself plus the signed byte; without a field it is Java's hash of the string. Remainders by 1,000,003 show it whole.
/// </summary>
public class KeyFieldPartitionerTests
{
    [Theory]
    [InlineData("-k1,1", "ab\tx", 3105)] // 97 * 31 + 98
    [InlineData("-k1,1", "ab\ty", 3105)]
    [InlineData("-k2,2", "x\tab", 3105)]
    [InlineData("-k2", "x\tab", 3105)] // to the end of the key
    [InlineData("-k1.2,1.2", "xa\ty", 97)]
    [InlineData("-k1,1 -k3,3", "a\tx\tb", 3105)] // one after the other
    [InlineData("-k2,2", "a", 0)] // no such field
    [InlineData("-k2,2", "a\t\tb", 0)] // an empty one
    [InlineData("-k1,1", "", 0)]
    [InlineData("-k1,1", "é", 475229)] // bytes -61 and -87: -61 * 31 - 87 = -1978; without its sign bit 2147481670 = 2147 * 1000003 + 475229
    public void The_chosen_fields_say_the_partition(string options, string key, int partition) =>
        Partition(KeyFields.Parse(options, "\t", "options"), key).ShouldBe(partition);

    [Theory]
    [InlineData("", 0)]
    [InlineData("ab", 3105)]
    [InlineData("é", 233)] // one UTF-16 unit, E9
    public void Without_fields_it_is_the_hash_of_a_Java_string(string key, int partition) => Partition(null, key).ShouldBe(partition);

    [Fact]
    public void A_negative_hash_loses_its_sign_bit() => // that string's hash is known to be the smallest int
        Partition(null, "polygenelubricants").ShouldBe(0);

    [Fact]
    public void A_k_without_a_position_is_overlooked_as_in_Hadoop() => KeyFields.Parse("-k", "\t", "my.options").Fields.ShouldBe([KeyField.WholeKey]);

    [Theory]
    [InlineData("-kx", "x")]
    [InlineData("-k0,1", "0,1")]
    [InlineData("-k1,2,3", "1,2,3")]
    [InlineData("-k1b", "1b")]
    [InlineData("-k1.", "1.")]
    public void A_position_that_cannot_be_read_is_refused_by_name(string options, string shown) =>
        Should.Throw<StreamingClientException>(() => KeyFields.Parse(options, "\t", "my.options")).Message
            .ShouldStartWith($"my.options: Invalid -k argument \"{shown}\". Must be of the form -k pos1[,pos2]");

    private static int Partition(KeyFields? fields, string key) => new KeyFieldPartitioner(fields).Partition(Encoding.UTF8.GetBytes(key), 1_000_003);
}
