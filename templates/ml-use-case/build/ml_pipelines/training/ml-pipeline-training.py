"""Builds the SageMaker pipeline that trains, evaluates and registers the model."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import boto3
from sagemaker.core import image_uris
from sagemaker.core.metadata_properties import MetadataProperties
from sagemaker.core.model_metrics import MetricsSource, ModelMetrics
from sagemaker.core.processing import FrameworkProcessor
from sagemaker.core.shapes import (
    ProcessingInput,
    ProcessingOutput,
    ProcessingS3Input,
    ProcessingS3Output,
)
from sagemaker.core.workflow.conditions import ConditionGreaterThanOrEqualTo
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterFloat, ParameterInteger, ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep, TrainingStep
from sagemaker.serve.model_builder import ModelBuilder
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, SourceCode

REPOSITORY = Path(__file__).resolve().parents[2]
SKLEARN_VERSION = "1.2-1"
CONTAINER_INPUT = "/opt/ml/processing/input"


def package_sources(folder: str) -> str:
    """Copies what runs in containers, without tests, and answers where it is."""
    shutil.copytree(
        REPOSITORY / "algorithms",
        Path(folder) / "algorithms",
        ignore=shutil.ignore_patterns("test", "__pycache__", "*.md"),
    )
    return folder


def from_s3(name, uri) -> ProcessingInput:
    return ProcessingInput(
        input_name=name,
        s3_input=ProcessingS3Input(
            s3_uri=uri,
            local_path=f"{CONTAINER_INPUT}/{name}",
            s3_data_type="S3Prefix",
            s3_input_mode="File",
        ),
    )


def to_s3(name, path, uri) -> ProcessingOutput:
    return ProcessingOutput(
        output_name=name,
        s3_output=ProcessingS3Output(s3_uri=uri, local_path=path, s3_upload_mode="EndOfJob"),
    )


def s3_uri_of(step, output):
    return step.properties.ProcessingOutputConfig.Outputs[output].S3Output.S3Uri


def build(settings: dict, role: str, commit: str, sources: str, session) -> Pipeline:
    rows = ParameterInteger(name="Rows", default_value=settings["rows"])
    minimum_auc = ParameterFloat(name="MinimumAuc", default_value=settings["minimumAuc"])
    approval = ParameterString(name="ApprovalStatus", default_value="PendingManualApproval")
    image = image_uris.retrieve("sklearn", settings["region"], version=SKLEARN_VERSION)
    run = Join(
        on="/",
        values=[
            f"s3://{session.default_bucket()}/{settings['projectName']}",
            ExecutionVariables.PIPELINE_EXECUTION_ID,
            "ml-pipeline-outputs",
        ],
    )

    def processing(name, job, inputs, results, arguments=(), property_files=()):
        processor = FrameworkProcessor(
            image_uri=image,
            role=role,
            instance_count=1,
            instance_type=settings["instanceType"],
            command=["python3"],
            base_job_name=f"{settings['projectName']}-{name}",
            sagemaker_session=session,
            env={"PYTHONPATH": f"{CONTAINER_INPUT}/code"},
        )
        step_args = processor.run(
            code=f"algorithms/{job}/__main__.py",
            source_dir=sources,
            inputs=inputs,
            outputs=[
                to_s3(
                    output,
                    f"/opt/ml/processing/{path}",
                    Join(on="/", values=[run, name, output]),
                )
                for output, path in results.items()
            ],
            arguments=list(arguments),
        )
        return ProcessingStep(name=name, step_args=step_args, property_files=list(property_files))

    collect = processing(
        "CollectData",
        "preprocessing/collect_data",
        inputs=[],
        results={"raw": "raw"},
        arguments=["--rows", rows.to_string()],
    )
    prepare = processing(
        "PrepareFeatures",
        "preprocessing/prepare_features",
        inputs=[from_s3("raw", s3_uri_of(collect, "raw"))],
        results={name: f"features/{name}" for name in ("train", "validation", "test")},
    )
    trainer = ModelTrainer(
        training_image=image,
        source_code=SourceCode(
            source_dir=sources, command="python -m algorithms.training.train_model"
        ),
        compute=Compute(instance_type=settings["instanceType"], instance_count=1),
        base_job_name=f"{settings['projectName']}-TrainModel",
        role=role,
        sagemaker_session=session,
        environment={"SM_MODEL_DIR": "/opt/ml/model"},
    )
    train = TrainingStep(
        name="TrainModel",
        step_args=trainer.train(
            input_data_config=[
                InputData(channel_name="train", data_source=s3_uri_of(prepare, "train"))
            ]
        ),
    )
    model_data = train.properties.ModelArtifacts.S3ModelArtifacts
    report = PropertyFile(
        name="Evaluation", output_name="evaluation", path="evaluation.json"
    )
    evaluate = processing(
        "EvaluateModel",
        "postprocessing/evaluate_model",
        inputs=[
            from_s3("model", model_data),
            from_s3("test", s3_uri_of(prepare, "test")),
        ],
        results={"evaluation": "evaluation"},
        property_files=[report],
    )
    builder = ModelBuilder(
        image_uri=image,
        s3_model_data_url=model_data,
        role_arn=role,
        sagemaker_session=session,
        env_vars={
            "SAGEMAKER_PROGRAM": "inference.py",
            "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code",
        },
    )
    register = ModelStep(
        name="RegisterModel",
        step_args=builder.register(
            model_package_group_name=settings["modelGroupArn"],
            content_types=["application/json", "text/csv"],
            response_types=["application/json"],
            inference_instances=[settings["instanceType"]],
            transform_instances=[settings["instanceType"]],
            approval_status=approval,
            model_metrics=ModelMetrics(
                model_statistics=MetricsSource(
                    content_type="application/json",
                    s3_uri=Join(
                        on="/", values=[s3_uri_of(evaluate, "evaluation"), "evaluation.json"]
                    ),
                )
            ),
            metadata_properties=MetadataProperties(
                commit_id=commit,
                repository=settings["repository"],
                project_id=settings["projectName"],
            ),
        ),
    )
    auc = JsonGet(
        step_name=evaluate.name,
        property_file=report,
        json_path="binary_classification_metrics.auc.value",
    )
    check = ConditionStep(
        name="CheckQuality",
        conditions=[ConditionGreaterThanOrEqualTo(left=auc, right=minimum_auc)],
        if_steps=[register],
        else_steps=[
            FailStep(
                name="QualityTooLow",
                error_message=Join(on=" ", values=["AUC", auc, "is below", minimum_auc]),
            )
        ],
    )
    return Pipeline(
        name=settings["pipelineName"],
        parameters=[rows, minimum_auc, approval],
        steps=[collect, prepare, train, evaluate, check],
        sagemaker_session=session,
    )


def tags(settings: dict) -> list:
    return [
        {"Key": "sagemaker:project-name", "Value": settings["projectName"]},
        {"Key": "mlops:model-group", "Value": settings["modelGroupArn"]},
        {"Key": "mlops:owner", "Value": settings["owner"]},
    ]


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True, help="input.json")
    parser.add_argument("--role", required=True, help="ARN of the execution role")
    parser.add_argument("--commit", default="local", help="commit that is built")
    parser.add_argument("--bucket", help="for code and data; the account's default otherwise")
    parser.add_argument("--print", action="store_true", help="only show the definition")
    parser.add_argument("--start", action="store_true", help="run the pipeline as well")
    options = parser.parse_args(arguments)
    settings = json.loads(Path(options.input).read_text())
    session = PipelineSession(
        boto_session=boto3.Session(region_name=settings["region"]),
        default_bucket=options.bucket,
    )
    with tempfile.TemporaryDirectory() as folder:
        sources = package_sources(folder)
        pipeline = build(settings, options.role, options.commit, sources, session)
        if options.print:
            print(json.dumps(json.loads(pipeline.definition()), indent=2))
            return
        pipeline.upsert(role_arn=options.role, tags=tags(settings))
    if options.start:
        execution = pipeline.start()
        print(f"started {execution.arn}")


if __name__ == "__main__":
    main()
