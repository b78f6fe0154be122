"""Steps of the pipeline: where their jobs read and write, and from which sources they run."""

from sagemaker.core import image_uris
from sagemaker.core.processing import Processor
from sagemaker.core.shapes import (
    ProcessingInput,
    ProcessingOutput,
    ProcessingS3Input,
    ProcessingS3Output,
)
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join
from sagemaker.mlops.workflow.steps import ProcessingStep, TrainingStep
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, OutputDataConfig, SourceCode

SKLEARN_VERSION = "1.2-1"
CONTAINER = "/opt/ml/processing"
CODE = f"{CONTAINER}/input/code"
CHANNELS = "/opt/ml/input/data"


def s3_uri_of(step, output: str):
    return step.properties.ProcessingOutputConfig.Outputs[output].S3Output.S3Uri


class Steps:
    """Makes the steps of one pipeline. Its runs write below `root`, each in a folder of its own."""

    def __init__(self, settings: dict, role: str, session):
        self.instance_type = settings["instanceType"]
        self.image = image_uris.retrieve("sklearn", settings["region"], version=SKLEARN_VERSION)
        self.role = role
        self.session = session
        self.prefix = settings["prefix"]
        self.root = f"s3://{session.default_bucket()}/{self.prefix}"

    def of_run(self, *path: str) -> Join:
        """A folder in the partition of the run, which its execution id names."""
        return Join(on="/", values=[self.root, ExecutionVariables.PIPELINE_EXECUTION_ID, *path])

    def output_of(self, step: str, *path: str) -> Join:
        return self.of_run("ml-pipeline-outputs", step, *path)

    def processing(
        self, name, job, code, inputs=(), outputs=(), arguments=(), property_files=()
    ) -> ProcessingStep:
        """Runs `algorithms.<job>` from the sources at `code`.

        `inputs` are pairs of a folder in the container and what comes there, `outputs`
        a folder in the container and where it goes.
        """
        processor = Processor(
            image_uri=self.image,
            role=self.role,
            instance_count=1,
            instance_type=self.instance_type,
            entrypoint=["python3", "-m", f"algorithms.{job}"],
            env={"PYTHONPATH": CODE},
            sagemaker_session=self.session,
        )
        step_args = processor.run(
            inputs=[_input(folder, uri) for folder, uri in [("code", code), *inputs]],
            outputs=[_output(folder, uri) for folder, uri in outputs],
            arguments=list(arguments) or None,
        )
        return ProcessingStep(name=name, step_args=step_args, property_files=list(property_files))

    def training(self, name, job, code, channels: dict) -> TrainingStep:
        """Trains with `algorithms.<job>` from the sources at `code`."""
        trainer = ModelTrainer(
            training_image=self.image,
            source_code=SourceCode(command=f"python3 -m algorithms.{job}"),
            compute=Compute(instance_type=self.instance_type, instance_count=1),
            output_data_config=OutputDataConfig(s3_output_path=self.output_of(name)),
            # The SDK uploads scripts of its own, which belong to the branch as well.
            input_s3_key_prefix=f"{self.prefix}/sources",
            base_job_name=name,
            role=self.role,
            sagemaker_session=self.session,
            environment={"PYTHONPATH": f"{CHANNELS}/code", "SM_MODEL_DIR": "/opt/ml/model"},
        )
        # SourceCode would take the sources only from a place that is known by now.
        step_args = trainer.train(
            input_data_config=[
                InputData(channel_name=channel, data_source=uri)
                for channel, uri in {"code": code, **channels}.items()
            ]
        )
        return TrainingStep(name=name, step_args=step_args)


def _input(folder, uri) -> ProcessingInput:
    return ProcessingInput(
        input_name=folder,
        s3_input=ProcessingS3Input(
            s3_uri=uri,
            local_path=f"{CONTAINER}/input/{folder}",
            s3_data_type="S3Prefix",
            s3_input_mode="File",
        ),
    )


def _output(folder, uri) -> ProcessingOutput:
    return ProcessingOutput(
        output_name=folder.split("/")[-1],
        s3_output=ProcessingS3Output(
            s3_uri=uri, local_path=f"{CONTAINER}/{folder}", s3_upload_mode="EndOfJob"
        ),
    )
