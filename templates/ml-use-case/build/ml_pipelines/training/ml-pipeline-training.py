"""Creates or updates the SageMaker pipeline that trains, evaluates and registers the model."""

import argparse
import json
from pathlib import Path

import boto3
from branch_names import settings_of
from pipeline_definition import build, sources_folder
from sagemaker.core.workflow.pipeline_context import PipelineSession
from source_code import upload_sources


def tags(settings: dict) -> list:
    values = {
        "sagemaker:project-name": settings["projectName"],
        "mlops:model-group": settings["modelGroupArn"],
        "mlops:owner": settings["owner"],
        "mlops:branch": settings.get("branch"),
    }
    return [{"Key": key, "Value": value} for key, value in values.items() if value]


def main(arguments=None, session=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True, help="input.json")
    parser.add_argument("--role", required=True, help="ARN of the execution role")
    parser.add_argument("--commit", default="local", help="commit that is built")
    parser.add_argument("--branch", default="main", help="feature/... has a pipeline of its own")
    parser.add_argument("--bucket", help="for code and data; the account's default otherwise")
    parser.add_argument("--print", action="store_true", help="only show the definition")
    parser.add_argument("--start", action="store_true", help="run the pipeline as well")
    options = parser.parse_args(arguments)
    try:
        settings = settings_of(json.loads(Path(options.input).read_text()), options.branch)
    except ValueError as error:
        parser.error(str(error))
    session = session or PipelineSession(
        boto_session=boto3.Session(region_name=settings["region"]),
        default_bucket=options.bucket,
    )
    pipeline = build(settings, options.role, options.commit, session)
    if options.print:
        print(json.dumps(json.loads(pipeline.definition()), indent=2))
        return
    upload_sources(
        session.boto_session.client("s3"),
        session.default_bucket(),
        sources_folder(settings, options.commit),
    )
    pipeline.upsert(role_arn=options.role, tags=tags(settings))
    print(f"{settings['pipelineName']} is up to date with commit {options.commit}")
    if options.start:
        execution = pipeline.start()
        print(f"started {execution.arn}")


if __name__ == "__main__":
    main()
