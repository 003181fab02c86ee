namespace MrJob.Local.Tests.Streaming;

/// <summary>
/// What goes where follows from the hash of a key as <c>Text</c>: start at 1, and for each byte 31 times as much plus the byte (signed);
/// without its sign bit, modulo the number of reducers. So a = 128, b = 129, c = 130, x = 151, y = 152, ab = 4066, the = 144592,
/// cat = 128053, dog = 129435, é = 2147482631. Keys are in the order of their bytes, records with equal keys (one map each here) in that of the
/// input. A value that is empty still has its tab before it.
/// </summary>
internal static class StreamingCases
{
    private const string KeyFieldPartitioner = "org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner";
    private const string KeyFieldComparator = "mapreduce.job.output.key.comparator.class=org.apache.hadoop.mapreduce.lib.partition.KeyFieldBasedComparator";
    private const string OneMap = "mapreduce.job.maps=1";

    public static IReadOnlyList<StreamingCase> All { get; } =
    [
        StreamingCase.Of("lines without a tab are keys with an empty value", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "b\na\nB\n\n").Gives("\t\nB\t\na\t\nb\t\n"),

        StreamingCase.Of("two reducers: even hashes, odd hashes", "-D", "mapreduce.job.reduces=2", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "the\t1\nx\t2\ndog\t3\nb\t4\ny\t5\né\t6\nab\t7\n").Gives("ab\t7\nthe\t1\ny\t5\n", "b\t4\ndog\t3\nx\t2\né\t6\n"),

        StreamingCase.Of("three reducers, one of which gets nothing", "-D", OneMap, "-numReduceTasks", "3", "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "a\t1\ny\t2\na\t3\nab\t4\n").Gives("", "ab\t4\n", "a\t1\na\t3\ny\t2\n"), // 128 and 152 leave 2, 4066 leaves 1

        StreamingCase.Of("no reducer: lines as they are mapped, a part for each map", "-D", "mapreduce.job.reduces=0", "-D", OneMap, "-mapper", "cat")
            .Reads("a.txt", "b\na\t1\nb").Gives("b\t\na\t1\nb\t\n"),

        StreamingCase.Of("a reducer NONE is no reducer", "-D", OneMap, "-mapper", "cat", "-reducer", "NONE").Reads("a.txt", "b\t1\na\t1\n").Gives("b\t1\na\t1\n"),

        StreamingCase.Of("the identity reducer sorts", "-D", OneMap, "-mapper", "cat", "-reducer", "org.apache.hadoop.mapred.lib.IdentityReducer")
            .Reads("a.txt", "b\t1\na\t2\na\t1\n").Gives("a\t2\na\t1\nb\t1\n"),

        StreamingCase.Of("two maps of a file: the second starts after the line that the first went on to read", "-D", "mapreduce.job.reduces=0", "-mapper", "cat")
            .Reads("a.txt", "one\ntwo\nthree\nfours\n").Gives("one\t\ntwo\t\nthree\t\n", "fours\t\n"), // 20 bytes for 2 maps: 10 each, within "three"

        StreamingCase.Of("a rest of more than a tenth of a split is a split of its own", "-D", "mapreduce.job.reduces=0", "-mapper", "cat")
            .Reads("a.txt", "one\ntwo\nthree\nfour\n").Gives("one\t\ntwo\t\nthree\t\n", "four\t\n", ""), // 19 bytes for 2 maps: 9, 9 and, 10 being more than 9.9, 1

        StreamingCase.Of("the biggest split is the first map", "-D", "mapreduce.job.reduces=0", "-D", OneMap, "-mapper", "cat")
            .Reads("a.txt", "a\n").Reads("b.txt", "bigger\n").Gives("bigger\t\n", "a\t\n"),

        StreamingCase.Of("carriage returns end lines, too", "-D", OneMap, "-mapper", "cat", "-reducer", "cat").Reads("a.txt", "b\r\na\rc").Gives("a\t\nb\t\nc\t\n"),

        StreamingCase.Of("hidden files are no input, nor is the marker of an empty folder", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "a\n").Reads("_SUCCESS", "no\n").Reads(".hidden", "no\n").Gives("a\t\n"),

        StreamingCase.Of(
                "a key of two fields goes by both, and sorts by both",
                "-D", "stream.num.map.output.key.fields=2", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "a\t2\tx\na\t1\ty\na\t2\tw\n").Gives("a\t1\ty\na\t2\tx\na\t2\tw\n"),

        StreamingCase.Of(
                "a mapper's own separator is a tab for the reducer",
                "-D", "stream.map.output.field.separator=,", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "b,1,x\na,2\n").Gives("a\t2\nb\t1,x\n"),

        StreamingCase.Of(
                "a reducer's input separator is what it reads, and its output separator where its lines part",
                "-D", "stream.reduce.input.field.separator=;", "-D", "stream.reduce.output.field.separator=;", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "b\t1\na\t2\n").Gives("a\t2\nb\t1\n"),

        StreamingCase.Of(
                "the output format's separator is in the part files",
                "-D", "mapreduce.output.textoutputformat.separator=|", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "b\t1\na\t2\n").Gives("a|2\nb|1\n"),

        // Over the first field alone, from 0: a = 97, b = 98, so a is odd and b even; the key still sorts whole.
        StreamingCase.Of(
                "the first field says the part, the whole key the order",
                "-D", "stream.num.map.output.key.fields=2", "-D", "mapreduce.job.reduces=2", "-D", "mapreduce.partition.keypartitioner.options=-k1,1", "-D", OneMap,
                "-mapper", "cat", "-reducer", "cat", "-partitioner", KeyFieldPartitioner)
            .Reads("a.txt", "a\t2\tx\nb\t9\tz\na\t1\ty\nb\t1\tz\na\t3\tw\n").Gives("b\t1\tz\nb\t9\tz\n", "a\t1\ty\na\t2\tx\na\t3\tw\n"),

        StreamingCase.Of(
                "the partitioner's old options mean the same",
                "-D", "stream.num.map.output.key.fields=2", "-D", "mapred.reduce.tasks=2", "-D", "num.key.fields.for.partition=1", "-D", OneMap,
                "-mapper", "cat", "-reducer", "cat", "-partitioner", KeyFieldPartitioner)
            .Reads("a.txt", "a\t2\tx\nb\t9\tz\na\t1\ty\n").Gives("b\t9\tz\n", "a\t1\ty\na\t2\tx\n"),

        // The example of Hadoop's streaming guide, by fields 1 and 2. 31 being odd, a hash is odd when an odd number of its bytes are: of
        // 11.12 and 11.14 the three ones (49), the point and the last digit being even; of 11.11 four.
        StreamingCase.Of(
                "fields of a key may have their own separator",
                "-D", "stream.map.output.field.separator=.", "-D", "stream.num.map.output.key.fields=4", "-D", "mapreduce.map.output.key.field.separator=.",
                "-D", "mapreduce.partition.keypartitioner.options=-k1,2", "-D", "mapreduce.job.reduces=2", "-D", OneMap,
                "-mapper", "cat", "-reducer", "cat", "-partitioner", KeyFieldPartitioner)
            .Reads("a.txt", "11.12.1.2\n11.14.2.3\n11.11.4.1\n11.12.1.1\n11.14.2.2\n")
            .Gives("11.11.4.1\t\n", "11.12.1.1\t\n11.12.1.2\t\n11.14.2.2\t\n11.14.2.3\t\n"),

        StreamingCase.Of(
                "numbers, largest first, in the second field",
                "-D", "stream.num.map.output.key.fields=2", "-D", KeyFieldComparator, "-D", "mapreduce.partition.keycomparator.options=-k2,2nr", "-D", OneMap,
                "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "a\t9\nb\t10\nc\t-1\nd\t9.5\n").Gives("b\t10\t\nd\t9.5\t\na\t9\t\nc\t-1\t\n"),

        StreamingCase.Of(
                "a secondary sort: by the first field, then numbers upwards; old names",
                "-D", "stream.num.map.output.key.fields=2",
                "-D", "mapred.output.key.comparator.class=org.apache.hadoop.mapred.lib.KeyFieldBasedComparator", "-D", "mapred.text.key.comparator.options=-k1,1 -k2,2n",
                "-D", "mapred.text.key.partitioner.options=-k1,1", "-D", OneMap, "-mapper", "cat", "-reducer", "cat", "-partitioner", KeyFieldPartitioner)
            .Reads("a.txt", "b\t10\tx\na\t2\ty\nb\t9\tz\na\t10\tw\n").Gives("a\t2\ty\na\t10\tw\nb\t9\tz\nb\t10\tx\n"),

        StreamingCase.Of(
                "keys downwards",
                "-D", KeyFieldComparator, "-D", "mapreduce.partition.keycomparator.options=-r", "-D", OneMap, "-mapper", "cat", "-reducer", "cat")
            .Reads("a.txt", "a\t1\nc\t2\nb\t3\nc\t1\n").Gives("c\t2\nc\t1\nb\t3\na\t1\n"),

        StreamingCase.Of(
                "keys that the comparator finds equal stay apart for the reducer, in the order of the input",
                "-D", KeyFieldComparator, "-D", "mapreduce.partition.keycomparator.options=-k1.1,1.1", "-D", OneMap, "-mapper", "cat", "-reducer", "uniq -c")
            .Reads("a.txt", "ab\t1\naa\t1\naa\t1\nb\t1\n").Gives("      1 ab\t1\n      2 aa\t1\n      1 b\t1\n"),

        StreamingCase.Of("a combiner runs over a map's records in the order of their keys", "-D", OneMap, "-mapper", "cat", "-combiner", "uniq -c", "-reducer", "cat")
            .Reads("a.txt", "b\t1\na\t1\nb\t1\n").Gives("      1 a\t1\n      2 b\t1\n"),

        // To Hadoop a combiner is a reducer: its lines part at the first tab, whatever the mapper's do. The reducer then gets b before a: 2 < b.
        StreamingCase.Of(
                "a combiner's lines part as a reducer's",
                "-D", "stream.map.output.field.separator=,", "-D", "stream.num.map.output.key.fields=2", "-D", OneMap, "-mapper", "cat", "-combiner", "sed s/^a,2/z/", "-reducer", "cat")
            .Reads("a.txt", "b,1,x\na,2,y\n").Gives("b,1\tx\nz\ty\n"),
    ];
}
