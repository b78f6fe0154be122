"""Builds the SageMaker pipeline that scores a table of customers in one batch."""

import argparse
import json

import boto3
from sagemaker.core.transformer import Transformer
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import TransformStep

PROJECT = "${{ values.useCase.projectName }}"
REGION = "${{ values.useCase.region }}"
MODEL_GROUP_ARN = "${{ values.useCase.modelGroupArn }}"
INSTANCE_TYPE = "ml.m5.large"


def build(model_name: str, input_uri: str, session) -> Pipeline:
    """`model_name` is the output ModelName of the endpoint's stack: the approved version."""
    model = ParameterString(name="ModelName", default_value=model_name)
    customers = ParameterString(name="InputUri", default_value=input_uri)
    transformer = Transformer(
        model_name=model,
        instance_count=1,
        instance_type=INSTANCE_TYPE,
        accept="application/json",
        output_path=Join(
            on="/",
            values=[
                f"s3://{session.default_bucket()}/{PROJECT}",
                ExecutionVariables.PIPELINE_EXECUTION_ID,
                "ml-pipeline-outputs/Score",
            ],
        ),
        sagemaker_session=session,
    )
    score = TransformStep(
        name="Score",
        step_args=transformer.transform(data=customers, content_type="text/csv"),
    )
    return Pipeline(
        name=f"{PROJECT}-inference",
        parameters=[model, customers],
        steps=[score],
        sagemaker_session=session,
    )


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--role", required=True, help="ARN of the execution role")
    parser.add_argument("--model-name", required=True)
    parser.add_argument("--input-uri", required=True, help="s3://... of CSV files with a header")
    parser.add_argument("--print", action="store_true", help="only show the definition")
    options = parser.parse_args(arguments)
    session = PipelineSession(boto_session=boto3.Session(region_name=REGION))
    pipeline = build(options.model_name, options.input_uri, session)
    if options.print:
        print(json.dumps(json.loads(pipeline.definition()), indent=2))
        return
    pipeline.upsert(
        role_arn=options.role,
        tags=[
            {"Key": "sagemaker:project-name", "Value": PROJECT},
            {"Key": "mlops:model-group", "Value": MODEL_GROUP_ARN},
        ],
    )


if __name__ == "__main__":
    main()
