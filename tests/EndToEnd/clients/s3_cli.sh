# What the AWS CLI does with S3, against the endpoint in AWS_ENDPOINT_URL_S3, in an empty folder. Says "done" if all of it did what it should.
set -eu

fails_with() { # the words that must be in the complaint, and the command
    words=$1
    shift
    if "$@" >refusal 2>&1; then echo "$* did not fail"; exit 1; fi
    grep -q "$words" refusal || { cat refusal; exit 1; }
}
says() { # the words that must be in what the command says, and the command
    words=$1
    shift
    "$@" >said
    grep -q -e "$words" said || { cat said; exit 1; }
}

mkdir -p in/sub/deeper
printf alpha >in/a.txt
printf beta >"in/sub/b c+d.txt"
printf gamma >in/sub/deeper/ü%25.txt
: >in/empty
head -c 9437184 /dev/urandom >big

aws s3 mb s3://cli-data
aws s3 mb s3://cli-other
says cli-other aws s3 ls
fails_with InvalidBucketName aws s3api create-bucket --bucket 192.168.1.1

aws s3 sync in s3://cli-data/synced
test -z "$(aws s3 sync in s3://cli-data/synced)" # nothing has changed: nothing is copied
printf changed! >in/a.txt
says a.txt aws s3 sync in s3://cli-data/synced
rm in/empty
says "delete: s3://cli-data/synced/empty" aws s3 sync --delete in s3://cli-data/synced
aws s3 sync s3://cli-data/synced back
diff -r in back
test "$(aws s3 ls --recursive s3://cli-data/synced/ | wc -l)" = 3
says "PRE sub/" aws s3 ls s3://cli-data/synced/

aws s3 cp big s3://cli-data/big
aws s3 cp s3://cli-data/big s3://cli-other/bigger # parts copied from object to object
aws s3 cp s3://cli-other/bigger - | cmp - big
printf piped | aws s3 cp - "s3://cli-data/a//b/../c"
test "$(aws s3 cp "s3://cli-data/a//b/../c" -)" = piped
aws s3 cp --recursive in s3://cli-data/copied --exclude "*" --include "*.txt" --metadata color=blue
test "$(aws s3api head-object --bucket cli-data --key copied/a.txt --query Metadata.color --output text)" = blue
aws s3 mv s3://cli-data/big s3://cli-other/moved
aws s3 mv s3://cli-other/moved moved
cmp moved big
fails_with 404 aws s3 cp s3://cli-other/moved never

aws s3api put-object --bucket cli-data --key once --body in/a.txt --if-none-match "*"
fails_with PreconditionFailed aws s3api put-object --bucket cli-data --key once --body in/a.txt --if-none-match "*"
test "$(aws s3api get-object-attributes --bucket cli-data --key once --object-attributes ObjectSize --query ObjectSize)" = 8
test "$(aws s3api list-objects-v2 --bucket cli-data --prefix copied/ --page-size 1 --query 'length(Contents)')" = 3
says ChecksumSHA256 aws s3api put-object --bucket cli-data --key checked --body in/a.txt --checksum-algorithm SHA256

python3 - "$(aws s3 presign s3://cli-data/once --expires-in 60)" <<'PYTHON'
import sys, urllib.request
assert urllib.request.urlopen(sys.argv[1]).read() == b"changed!"
PYTHON

fails_with BucketNotEmpty aws s3 rb s3://cli-data
aws s3 rm s3://cli-data/once
aws s3 rm --recursive s3://cli-data/synced
fails_with 404 aws s3api head-object --bucket cli-data --key once
aws s3 rb --force s3://cli-data
fails_with NoSuchBucket aws s3 ls s3://cli-data
echo done
