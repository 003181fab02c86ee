using MrJob.Core.Uploads;

namespace MrJob.Core.Tests.Uploads;

/// <summary>X stands for the word with the placeholder.</summary>
public class CodeWordsTests
{
    [Theory]
    [InlineData("X")]
    [InlineData("/usr/bin/bash X")]
    [InlineData("bash -c X")]
    [InlineData("bash -euc X")]
    [InlineData("bash -o pipefail X")]
    [InlineData("sh -x X")]
    [InlineData("python3 X")]
    [InlineData("python3.11 -m X")]
    [InlineData("python3 -W ignore X")]
    [InlineData("perl -ne X")]
    [InlineData("perl -MPOSIX run.pl X")]
    [InlineData("ruby X")]
    [InlineData("php -r X")]
    [InlineData("awk X")]
    [InlineData("awk -F , X")]
    [InlineData("awk -v n=1 X")]
    [InlineData("awk -v X {print}")]
    [InlineData("awk -f X")]
    [InlineData("sed -l 5 X")]
    [InlineData("sed -e s/a/b/ -e X")]
    [InlineData("jq --arg a b X")]
    [InlineData("env X")]
    [InlineData("env A=1 X")]
    [InlineData("env -u V X")]
    [InlineData("env -u V awk X")]
    [InlineData("timeout 60 X")]
    [InlineData("timeout -s KILL 60 cat X")]
    [InlineData("timeout 60 bash -c X")]
    [InlineData("nice nohup awk X")]
    [InlineData("stdbuf -oL awk X")]
    [InlineData("setsid sh X")]
    [InlineData("busybox awk X")]
    [InlineData("unheard-of awk X")]
    [InlineData("unheard-of timeout X")]
    [InlineData("xargs -n 1 wc X")]
    [InlineData("find . -name X")]
    [InlineData("ssh host ls X")]
    [InlineData("java -cp a.jar X")]
    [InlineData("java -jar X")]
    [InlineData("hadoop jar X")]
    [InlineData("hadoop X")]
    [InlineData("hadoop-streaming -mapper X")]
    [InlineData("spark-submit X")]
    [InlineData("spark-submit --jars X app.py")]
    [InlineData("spark-submit --conf X app.py")]
    [InlineData("spark-submit --deploy-mode cluster X")]
    [InlineData("spark-sql -e X")]
    [InlineData("hive --execute X")]
    public void Code_and_what_may_be_code_is_no_place_for_a_name(string command) => IsCode(command).ShouldBeTrue();

    [Theory]
    [InlineData("wc X")]
    [InlineData("wc -l X")]
    [InlineData("./mapper.py --day 5 X")]
    [InlineData("bash -c code sh X")]
    [InlineData("bash -euc code sh X")]
    [InlineData("bash run.sh X")]
    [InlineData("python3 -u mapper.py X")]
    [InlineData("python3 -m my.module X")]
    [InlineData("perl -ne code X")]
    [InlineData("awk {print} X")]
    [InlineData("awk -F , -v n=1 {print} X")]
    [InlineData("sed -n p X")]
    [InlineData("jq -r .a X")]
    [InlineData("timeout 60s bash -c code sh X")]
    [InlineData("env LC_ALL=C sort X")]
    [InlineData("java -jar a.jar X")]
    [InlineData("hadoop jar a.jar Main X")]
    [InlineData("hadoop fs -ls X")]
    [InlineData("spark-submit --deploy-mode cluster --conf a=b --verbose app.py X")]
    public void Behind_all_code_it_is_an_argument(string command) => IsCode(command).ShouldBeFalse();

    [Theory]
    [InlineData("--day={day}", false)]
    [InlineData("-Dday={day}", false)]
    [InlineData("day={day}", false)]
    [InlineData("--{switch}", true)]
    [InlineData("-{switch}", true)]
    [InlineData("-n{count}", true)]
    [InlineData("--{switch}=1", true)]
    [InlineData("--eval={code}", true)]
    [InlineData("-e={code}", true)]
    [InlineData("-pes/{a}/b/", true)]
    public void A_name_may_be_a_switchs_value_and_not_the_switch(string word, bool isCode)
    {
        CodeWords.IsCode(["wc", word], 1, hasProgram: true).ShouldBe(isCode);
        CodeWords.IsCode([word], 0, hasProgram: false).ShouldBe(isCode);
    }

    [Fact]
    public void A_variable_of_awk_may_have_a_name_for_its_value() => CodeWords.IsCode(["awk", "-v", "day={day}", "{print}"], 2, hasProgram: true).ShouldBeFalse();

    private static bool IsCode(string command)
    {
        var words = command.Split(' ');
        return CodeWords.IsCode(words, Array.IndexOf(words, "X"), hasProgram: true);
    }
}
