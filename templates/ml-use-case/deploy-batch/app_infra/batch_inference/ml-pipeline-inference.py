"""Builds the SageMaker pipeline that scores customers in a batch with one exact version.

Reads the outputs of the stack of batch_inference.yaml: what is deployed there is what runs.
"""

import argparse
import json
import sys
from pathlib import Path

import boto3
from sagemaker.core import image_uris
from sagemaker.core.processing import Processor
from sagemaker.core.shapes import (
    ProcessingInput,
    ProcessingOutput,
    ProcessingS3Input,
    ProcessingS3Output,
)
from sagemaker.core.transformer import Transformer
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep, TransformStep

PROJECT = "${{ values.useCase.projectName }}"
REGION = "${{ values.useCase.region }}"
MODEL_GROUP_ARN = "${{ values.useCase.modelGroupArn }}"
SKLEARN_VERSION = "1.2-1"
CONTAINER = "/opt/ml/processing"
# Within the hour that the credentials of a deployment last.
SECONDS_BETWEEN_LOOKS, LOOKS = 30, 110


def from_s3(name, uri) -> ProcessingInput:
    return ProcessingInput(
        input_name=name,
        s3_input=ProcessingS3Input(
            s3_uri=uri,
            local_path=f"{CONTAINER}/input/{name}",
            s3_data_type="S3Prefix",
            s3_input_mode="File",
        ),
    )


def to_s3(name, path, uri) -> ProcessingOutput:
    return ProcessingOutput(
        output_name=name,
        s3_output=ProcessingS3Output(
            s3_uri=uri, local_path=f"{CONTAINER}/{path}", s3_upload_mode="EndOfJob"
        ),
    )


def s3_uri_of(step, output):
    return step.properties.ProcessingOutputConfig.Outputs[output].S3Output.S3Uri


def baseline_folder(deployed: dict):
    """The folder that holds statistics.json and constraints.json; None without a baseline."""
    uris = [deployed.get(f"Baseline{kind}Uri") for kind in ("Statistics", "Constraints")]
    if not all(uris):
        return None
    folders = {uri.rpartition("/")[0] for uri in uris}
    if len(folders) > 1:
        raise ValueError(f"statistics and constraints are not in one folder: {', '.join(uris)}")
    return folders.pop()


def build(deployed: dict, session) -> Pipeline:
    """`deployed` holds the outputs of the stack by name, all of them strings."""
    image = image_uris.retrieve("sklearn", REGION, version=SKLEARN_VERSION)
    input_key = ParameterString(name="InputKey", default_value=deployed["InputPrefix"])

    def results(step, output=None):
        """Where a step writes: in the partition of this run, named by its execution ID."""
        values = [
            f"s3://{session.default_bucket()}/{PROJECT}",
            ExecutionVariables.PIPELINE_EXECUTION_ID,
            f"ml-pipeline-outputs/{step}",
        ]
        return Join(on="/", values=values + ([output] if output else []))

    def processing(name, job, inputs, output, path, arguments=(), after=()):
        """A job of the version's own sources, as they were when it was trained."""
        processor = Processor(
            image_uri=image,
            role=deployed["ExecutionRoleArn"],
            instance_count=1,
            instance_type=deployed["InstanceType"],
            entrypoint=["python3", "-m", f"algorithms.{job}"],
            env={"PYTHONPATH": f"{CONTAINER}/input/code"},
            base_job_name=f"{PROJECT}-{name}",
            sagemaker_session=session,
        )
        step_args = processor.run(
            inputs=[from_s3("code", deployed["CodeUri"]), *inputs],
            outputs=[to_s3(output, path, results(name, output))],
            arguments=list(arguments),
        )
        return ProcessingStep(name=name, step_args=step_args, depends_on=list(after))

    prepare = processing(
        "PrepareFeatures",
        "preprocessing.prepare_features",
        inputs=[
            from_s3("raw", Join(on="/", values=[f"s3://{deployed['InputBucketName']}", input_key]))
        ],
        output="customers",
        path="features/customers",
        arguments=[
            *("--purpose", "inference"),
            *("--input-dir", f"{CONTAINER}/input/raw", "--output-dir", f"{CONTAINER}/features"),
        ],
    )
    customers = s3_uri_of(prepare, "customers")
    transformer = Transformer(
        model_name=deployed["ModelName"],
        instance_count=int(deployed["InstanceCount"]),
        instance_type=deployed["InstanceType"],
        accept="application/json",
        output_path=results("Score"),
        # Without a name the SDK would ask AWS about the model.
        base_transform_job_name=f"{PROJECT}-Score",
        sagemaker_session=session,
    )
    # Each file is one request with a header: PrepareFeatures keeps them small.
    score = TransformStep(
        name="Score", step_args=transformer.transform(data=customers, content_type="text/csv")
    )
    join = processing(
        "JoinScores",
        "postprocessing.join_scores",
        inputs=[
            from_s3("customers", customers),
            from_s3("scores", score.properties.TransformOutput.S3OutputPath),
        ],
        output="result",
        path="result",
        arguments=[
            *("--customers-dir", f"{CONTAINER}/input/customers"),
            *("--scores-dir", f"{CONTAINER}/input/scores", "--output-dir", f"{CONTAINER}/result"),
        ],
    )
    steps = [prepare, score, join]
    baseline = baseline_folder(deployed)
    if baseline:
        fails = deployed["FailOnViolation"] == "true"
        steps.append(
            processing(
                "MonitorData",
                "postprocessing.monitor_data",
                inputs=[from_s3("baseline", baseline), from_s3("customers", customers)],
                output="report",
                path="report",
                arguments=[
                    *("--baseline-dir", f"{CONTAINER}/input/baseline"),
                    *("--customers-dir", f"{CONTAINER}/input/customers"),
                    *("--output-dir", f"{CONTAINER}/report"),
                    *(["--fail-on-violation"] if fails else []),
                ],
                # Last, so that a violation does not keep the scores from their readers.
                after=[join],
            )
        )
    return Pipeline(
        name=f"{PROJECT}-inference",
        parameters=[input_key],
        steps=steps,
        sagemaker_session=session,
    )


def tags(deployed: dict) -> list:
    return [
        {"Key": "sagemaker:project-name", "Value": PROJECT},
        {"Key": "mlops:model-group", "Value": MODEL_GROUP_ARN},
        {"Key": "mlops:model-package", "Value": deployed["ModelPackageArn"]},
    ]


def read_outputs(path) -> dict:
    """Outputs of a stack as `aws cloudformation describe-stacks` shows them, by name."""
    outputs = json.loads(Path(path).read_text())
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--stack-outputs", required=True, help="file with Stacks[0].Outputs of the stack, as JSON"
    )
    parser.add_argument("--bucket", help="for what runs write; the account's default otherwise")
    parser.add_argument("--print", action="store_true", help="only show the definition")
    parser.add_argument("--start", action="store_true", help="run it as well, and wait for its end")
    options = parser.parse_args(arguments)
    deployed = read_outputs(options.stack_outputs)
    session = PipelineSession(
        boto_session=boto3.Session(region_name=REGION), default_bucket=options.bucket
    )
    pipeline = build(deployed, session)
    if options.print:
        print(json.dumps(json.loads(pipeline.definition()), indent=2))
        return
    pipeline.upsert(role_arn=deployed["ExecutionRoleArn"], tags=tags(deployed))
    if options.start:
        execution = pipeline.start()
        print(f"started {execution.arn}", file=sys.stderr)
        execution.wait(delay=SECONDS_BETWEEN_LOOKS, max_attempts=LOOKS)
        # The tests take this as BATCH_RUN.
        print(f"s3://{session.default_bucket()}/{PROJECT}/{execution.arn.rpartition('/')[2]}")


if __name__ == "__main__":
    main()
