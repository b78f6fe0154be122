"""The sources of the jobs, in S3."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def job_sources(repository: Path = REPOSITORY) -> dict:
    """What runs in containers, by its key below the folder of the sources; no tests."""
    files = sorted((repository / "algorithms").rglob("*.py"))
    relative = [path.relative_to(repository) for path in files]
    return {path.as_posix(): repository / path for path in relative if "test" not in path.parts}


def upload_sources(s3, bucket: str, folder: str) -> None:
    """Uploads the sources below `folder`, with an S3 client."""
    for key, path in job_sources().items():
        s3.upload_file(str(path), bucket, f"{folder}/{key}")
