"""What boto3 does with S3, against the endpoint that is the argument."""
import io
import sys
import threading
import time
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError


def client(signature="s3v4"):
    config = Config(signature_version=signature, s3={"addressing_style": "path"}, retries={"max_attempts": 1})
    return boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", config=config)


def refused(code, status, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
        assert e.response["ResponseMetadata"]["HTTPStatusCode"] == status, e
    else:
        raise AssertionError(f"{code} was expected")


def status_of(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status
    except urllib.error.HTTPError as e:
        return e.code


s3 = client()
content = bytes(range(256)) * 70_000  # 17.9 MB: in three parts, by the default of 8 MB


def buckets():
    for name in ("boto-one", "boto-two", "boto-three"):
        s3.create_bucket(Bucket=name)
    s3.create_bucket(Bucket="boto-one")
    s3.get_waiter("bucket_exists").wait(Bucket="boto-one", WaiterConfig={"Delay": 0})
    pages = s3.get_paginator("list_buckets").paginate(Prefix="boto-", PaginationConfig={"PageSize": 2})
    assert [b["Name"] for page in pages for b in page["Buckets"]] == ["boto-one", "boto-three", "boto-two"]
    assert s3.get_bucket_location(Bucket="boto-one")["LocationConstraint"] is None
    assert "Status" not in s3.get_bucket_versioning(Bucket="boto-one")
    refused("NoSuchBucket", 404, s3.list_objects_v2, Bucket="boto-none")
    refused("404", 404, s3.head_bucket, Bucket="boto-none")
    refused("NotImplemented", 501, s3.get_bucket_lifecycle_configuration, Bucket="boto-one")
    s3.delete_bucket(Bucket="boto-three")


def transfers():
    key = "a/../b//c d+é%2F😀"
    extra = {"Metadata": {"color": "blue"}, "ContentType": "text/csv"}
    s3.upload_fileobj(io.BytesIO(content), "boto-one", key, ExtraArgs=extra)
    got = s3.get_object(Bucket="boto-one", Key=key)
    assert got["Body"].read() == content
    assert (got["Metadata"], got["ContentType"], got["ETag"][-3:]) == ({"color": "blue"}, "text/csv", '-3"')
    parallel = io.BytesIO()
    s3.download_fileobj("boto-one", key, parallel, Config=TransferConfig(multipart_threshold=1 << 20, multipart_chunksize=1 << 20))
    assert parallel.getvalue() == content
    s3.copy({"Bucket": "boto-one", "Key": key}, "boto-two", "copied")
    s3.copy({"Bucket": "boto-one", "Key": key}, "boto-two", "copied in parts", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
    for copied in ("copied", "copied in parts"):
        assert s3.get_object(Bucket="boto-two", Key=copied)["Body"].read() == content
    assert s3.head_object(Bucket="boto-two", Key="copied in parts", PartNumber=4)["PartsCount"] == 4
    assert s3.get_object(Bucket="boto-two", Key="copied", Range="bytes=-3")["Body"].read() == content[-3:]


def conditions():
    def create(body, won):
        try:
            client().put_object(Bucket="boto-one", Key="once", Body=body, IfNoneMatch="*")
            won.append(body)
        except ClientError as e:
            assert e.response["Error"]["Code"] == "PreconditionFailed", e

    won = []
    creators = [threading.Thread(target=create, args=(b"%d" % n, won)) for n in range(4)]
    for creator in creators:
        creator.start()
    for creator in creators:
        creator.join()
    assert [s3.get_object(Bucket="boto-one", Key="once")["Body"].read()] == won
    etag = s3.head_object(Bucket="boto-one", Key="once")["ETag"]
    refused("PreconditionFailed", 412, s3.put_object, Bucket="boto-one", Key="once", Body=b"2", IfMatch='"other"')
    refused("NoSuchKey", 404, s3.put_object, Bucket="boto-one", Key="never", Body=b"2", IfMatch=etag)
    refused("304", 304, s3.get_object, Bucket="boto-one", Key="once", IfNoneMatch=etag)
    refused("PreconditionFailed", 412, s3.delete_object, Bucket="boto-one", Key="once", IfMatch='"other"')
    s3.delete_object(Bucket="boto-one", Key="once", IfMatch=etag)
    refused("NoSuchKey", 404, s3.get_object, Bucket="boto-one", Key="once")


def checksums():
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        put = s3.put_object(Bucket="boto-one", Key="sum", Body=b"hello", ChecksumAlgorithm=algorithm)
        head = s3.head_object(Bucket="boto-one", Key="sum", ChecksumMode="ENABLED")
        assert head["Checksum" + algorithm] == put["Checksum" + algorithm]
    # What botocore does not compute without its C runtime, it sends as it is given.
    for algorithm, value in (("CRC32C", "mnG7TA=="), ("CRC64NVME", "M3eFcAZSQlc=")):
        s3.put_object(Bucket="boto-one", Key="sum", Body=b"hello", **{"Checksum" + algorithm: value})
        assert s3.head_object(Bucket="boto-one", Key="sum", ChecksumMode="ENABLED")["Checksum" + algorithm] == value
    refused("BadDigest", 400, s3.put_object, Bucket="boto-one", Key="sum", Body=b"hello", ChecksumSHA256="A" * 43 + "=")
    refused("BadDigest", 400, s3.put_object, Bucket="boto-one", Key="sum", Body=b"hello", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")


def listings():
    keys = [f"n/ {n}\n" for n in range(5)]
    for key in keys:
        s3.put_object(Bucket="boto-one", Key=key, Body=b"x")
    for paginator in ("list_objects", "list_objects_v2"):
        pages = s3.get_paginator(paginator).paginate(Bucket="boto-one", Prefix="n/", PaginationConfig={"PageSize": 2})
        assert [o["Key"] for page in pages for o in page["Contents"]] == keys
        pages = list(s3.get_paginator(paginator).paginate(Bucket="boto-one", Delimiter="/", PaginationConfig={"PageSize": 1}))
        assert [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])] == ["a/", "n/"]
    uploads = [s3.create_multipart_upload(Bucket="boto-one", Key=key)["UploadId"] for key in ("u", "u", "v")]
    pages = s3.get_paginator("list_multipart_uploads").paginate(Bucket="boto-one", PaginationConfig={"PageSize": 1})
    assert [u["Key"] for page in pages for u in page["Uploads"]] == ["u", "u", "v"]
    for number in (1, 2, 3):
        s3.upload_part(Bucket="boto-one", Key="u", UploadId=uploads[0], PartNumber=number, Body=b"x")
    pages = s3.get_paginator("list_parts").paginate(Bucket="boto-one", Key="u", UploadId=uploads[0], PaginationConfig={"PageSize": 2})
    assert [part["PartNumber"] for page in pages for part in page["Parts"]] == [1, 2, 3]
    s3.abort_multipart_upload(Bucket="boto-one", Key="u", UploadId=uploads[0])
    refused("NoSuchUpload", 404, s3.list_parts, Bucket="boto-one", Key="u", UploadId=uploads[0])
    deleted = s3.delete_objects(Bucket="boto-one", Delete={"Objects": [{"Key": key} for key in keys]})
    assert sorted(d["Key"] for d in deleted["Deleted"]) == keys


def presigned_urls():
    s3.put_object(Bucket="boto-one", Key="p q", Body=b"hello")
    for signature in ("s3", "s3v4"):
        signer = client(signature)
        get = {"Bucket": "boto-one", "Key": "p q", "ResponseContentType": "text/csv"}
        with urllib.request.urlopen(signer.generate_presigned_url("get_object", get, ExpiresIn=60)) as answer:
            assert (answer.read(), answer.headers["Content-Type"]) == (b"hello", "text/csv")
        url = signer.generate_presigned_url("get_object", get, ExpiresIn=1)
        until = time.monotonic() + 10
        while status_of(url) == 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert status_of(url) == 403
        put = signer.generate_presigned_url("put_object", {"Bucket": "boto-one", "Key": "by url"}, ExpiresIn=60)
        with urllib.request.urlopen(urllib.request.Request(put, data=signature.encode(), method="PUT", headers={"Content-Type": ""})):
            assert s3.get_object(Bucket="boto-one", Key="by url")["Body"].read() == signature.encode()


for part in (buckets, transfers, conditions, checksums, listings, presigned_urls):
    part()
    print(part.__name__)
