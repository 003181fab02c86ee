namespace MrJob.Core.Logs.Push;

/// <summary>What a cluster's master runs to copy logs to S3 ahead of EMR, which does so about every five minutes.</summary>
internal static class PushScript
{
    /// <summary>
    /// Copies the logs of steps, and those of the containers of the YARN applications that these name, to where EMR will put them
    /// too. On EMR a step's logs are in <c>/mnt/var/log/hadoop/steps/&lt;step&gt;/</c>; those of containers are gathered by YARN when an application has ended.
    /// What is not there is passed over, what is more than 2 GiB of an application too; what cannot be copied fails the step, and the rest is copied all the same.
    /// It ends after 280 s, before the service loses its patience (<see cref="PushRules.Patience"/>), and works on <c>/mnt</c>, EMR's volume for data: a full root volume harms the cluster. Its arguments: the cluster's folder on S3, then the steps' ids.
    /// </summary>
    public const string Text = """
        [ -n "$limited" ] || ! command -v timeout > /dev/null || limited=1 exec timeout -k 5 280 bash -c "$BASH_EXECUTION_STRING" "$0" "$@"
        to=$1; shift
        logs=${MRJOB_STEP_LOGS:-/mnt/var/log/hadoop/steps}
        failed=0
        copy() { aws s3 cp --recursive --only-show-errors "$1" "$2" || failed=1; }
        big=/mnt/tmp; [ -w "$big" ] || big=${TMPDIR:-/tmp}
        work=$(mktemp -d -p "$big" 2>/dev/null || mktemp -d) && trap 'rm -rf "$work"' EXIT
        for step; do
          [ -d "$logs/$step" ] || continue
          copy "$logs/$step/" "${to}steps/$step/"
          zcat -f "$logs/$step"/syslog* "$logs/$step"/stderr* 2>/dev/null |
            grep -Eo '(application|job)_[0-9]{10,}_[0-9]+' | sed 's/^job_/application_/' | sort -u > "$work/applications"
          while read -r application; do
            mkdir -p "$work/$application"
            yarn logs -applicationId "$application" 2>/dev/null < /dev/null | head -c 2147483648 | awk -v dir="$work/$application" '
              /^Container: container_[0-9e_]+ on / { close(file); file = ""; container = $2; system("mkdir -p " dir "/" container); next }
              /^LogType:/ { type = substr($0, 9); gsub(/[^A-Za-z0-9._-]/, "", type); next }
              /^(Log Contents|LogContents):/ { if (container != "" && type != "") file = dir "/" container "/" type; next }
              /^End of LogType:/ { close(file); file = ""; next }
              file != "" { print > file }'
            copy "$work/$application/" "${to}containers/$application/"
            rm -rf "$work/$application"
          done < "$work/applications"
        done
        exit $failed
        """;
}
