"""The training pipeline: which steps it has, and what a version is registered with."""

from pipeline_steps import CONTAINER, Steps, s3_uri_of
from sagemaker.core.drift_check_baselines import DriftCheckBaselines
from sagemaker.core.metadata_properties import MetadataProperties
from sagemaker.core.model_metrics import MetricsSource, ModelMetrics
from sagemaker.core.workflow.conditions import ConditionGreaterThanOrEqualTo
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterFloat, ParameterInteger, ParameterString
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.serve.model_builder import ModelBuilder


def sources_folder(settings: dict, commit: str) -> str:
    """Key in the bucket below which a pipeline finds the sources of its commit."""
    return f"{settings['prefix']}/sources/{commit}"


def build(settings: dict, role: str, commit: str, session) -> Pipeline:
    """`settings` are those of `branch_names.settings_of`, `session` a PipelineSession."""
    rows = ParameterInteger(name="Rows", default_value=settings["rows"])
    minimum_auc = ParameterFloat(name="MinimumAuc", default_value=settings["minimumAuc"])
    approval = ParameterString(name="ApprovalStatus", default_value="PendingManualApproval")
    steps = Steps(settings, role, session)

    collect = steps.processing(
        "CollectData",
        "preprocessing.collect_data",
        code=f"s3://{session.default_bucket()}/{sources_folder(settings, commit)}",
        outputs=[("input-of-run", steps.of_run("input")), ("code", steps.of_run("code"))],
        arguments=[
            *("--rows", rows.to_string(), "--commit", commit),
            *("--code-dir", f"{CONTAINER}/code"),
        ],
    )
    # From here on a run depends on nothing outside of its partition.
    code = s3_uri_of(collect, "code")
    prepare = steps.processing(
        "PrepareFeatures",
        "preprocessing.prepare_features",
        code,
        inputs=[("raw", s3_uri_of(collect, "input-of-run"))],
        outputs=[
            (f"features/{part}", steps.output_of("PrepareFeatures", part))
            for part in ("train", "validation", "test")
        ],
        arguments=["--purpose", "training"],
    )
    train_data = s3_uri_of(prepare, "train")
    train = steps.training("TrainModel", "training.train_model", code, {"train": train_data})
    model_data = train.properties.ModelArtifacts.S3ModelArtifacts
    report = PropertyFile(name="Evaluation", output_name="evaluation", path="evaluation.json")
    evaluate = steps.processing(
        "EvaluateModel",
        "postprocessing.evaluate_model",
        code,
        inputs=[("model", model_data), ("test", s3_uri_of(prepare, "test"))],
        outputs=[("evaluation", steps.output_of("EvaluateModel"))],
        property_files=[report],
    )
    baseline = steps.processing(
        "ExportBaseline",
        "postprocessing.export_baseline",
        code,
        inputs=[("train", train_data)],
        outputs=[("baseline", steps.output_of("ExportBaseline"))],
    )
    register = register_step(
        steps,
        model_data,
        group=settings["modelGroupArn"],
        approval=approval,
        evaluation=s3_uri_of(evaluate, "evaluation"),
        baseline=s3_uri_of(baseline, "baseline"),
        metadata=MetadataProperties(
            commit_id=commit,
            repository=settings["repository"],
            project_id=settings["projectName"],
            generated_by=ExecutionVariables.PIPELINE_EXECUTION_ARN,
        ),
        properties={"build-id": ExecutionVariables.PIPELINE_EXECUTION_ID, "code-uri": code},
    )
    auc = JsonGet(
        step_name=evaluate.name,
        property_file=report,
        json_path="binary_classification_metrics.auc.value",
    )
    too_low = FailStep(
        name="QualityTooLow",
        error_message=Join(on=" ", values=["AUC", auc, "is below", minimum_auc]),
    )
    check = ConditionStep(
        name="CheckQuality",
        conditions=[ConditionGreaterThanOrEqualTo(left=auc, right=minimum_auc)],
        if_steps=[register],
        else_steps=[too_low],
    )
    return Pipeline(
        name=settings["pipelineName"],
        parameters=[rows, minimum_auc, approval],
        steps=[collect, prepare, train, evaluate, baseline, check],
        sagemaker_session=session,
    )


def register_step(
    steps: Steps, model_data, group, approval, evaluation, baseline, metadata, properties
) -> ModelStep:
    """Registers a version with its reports, `evaluation` and `baseline` are their folders."""

    def report(folder, file) -> MetricsSource:
        uri = Join(on="/", values=[folder, file])
        return MetricsSource(content_type="application/json", s3_uri=uri)

    data_quality = {
        "model_data_statistics": report(baseline, "statistics.json"),
        "model_data_constraints": report(baseline, "constraints.json"),
    }
    builder = ModelBuilder(
        image_uri=steps.image,
        s3_model_data_url=model_data,
        role_arn=steps.role,
        sagemaker_session=steps.session,
        env_vars={
            "SAGEMAKER_PROGRAM": "inference.py",
            "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code",
        },
    )
    return ModelStep(
        name="RegisterModel",
        step_args=builder.register(
            model_package_group_name=group,
            content_types=["application/json", "text/csv"],
            response_types=["application/json"],
            inference_instances=[steps.instance_type],
            transform_instances=[steps.instance_type],
            approval_status=approval,
            model_metrics=ModelMetrics(
                model_statistics=report(evaluation, "evaluation.json"), **data_quality
            ),
            drift_check_baselines=DriftCheckBaselines(**data_quality),
            metadata_properties=metadata,
            customer_metadata_properties=properties,
        ),
    )
