"""Set-up of the tests of a run of batch inference, see tests/README.md."""

import csv
import io
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import boto3
import pytest

os.environ.setdefault("AWS_DEFAULT_REGION", "${{ values.useCase.region }}")


@dataclass
class ResultFile:
    name: str
    content: bytes
    written_at: datetime

    def rows(self):
        """Rows of a CSV file with a header, as dictionaries of strings."""
        return list(csv.DictReader(io.StringIO(self.content.decode())))


def files_in_folder(folder):
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            written_at = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
            yield ResultFile(path.name, path.read_bytes(), written_at)


def files_in_s3(uri):
    bucket, _, prefix = uri.removeprefix("s3://").partition("/")
    s3 = boto3.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/"):
        for each in page.get("Contents", []):
            content = s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            yield ResultFile(each["Key"].rpartition("/")[2], content, each["LastModified"])


@pytest.fixture(scope="session")
def output_of():
    """Files that a step of the run has written: output_of("JoinScores", "result")."""
    run = os.environ.get("BATCH_RUN", "").rstrip("/")
    if not run:
        pytest.fail("BATCH_RUN is not set: the partition of the run, s3://... or a local folder")
    list_files = files_in_s3 if run.startswith("s3://") else files_in_folder

    def files(step, output):
        found = list(list_files(f"{run}/ml-pipeline-outputs/{step}/{output}"))
        assert found, f"{step} has written nothing to {output}"
        return found

    return files


@pytest.fixture(scope="session")
def customers(output_of):
    return [row for file in output_of("PrepareFeatures", "customers") for row in file.rows()]


@pytest.fixture(scope="session")
def result(output_of):
    [file] = output_of("JoinScores", "result")
    return file.rows()
