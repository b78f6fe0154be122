"""The configuration of each stage keeps to the constraints of the templates it configures."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STAGES = ["staging", "prod"]


class CloudFormationLoader(yaml.SafeLoader):
    """Reads templates without resolving the short forms of functions, such as !Ref."""


CloudFormationLoader.add_multi_constructor("!", lambda loader, name, node: None)

PARAMETERS = [
    (f"{path.name}: {name}", name, rule)
    for path in sorted(ROOT.glob("app_infra/*/*.yaml"))
    for name, rule in yaml.load(path.read_text(), CloudFormationLoader)["Parameters"].items()
]


def configuration(stage):
    return json.loads((ROOT / f"inference_config/{stage}/inference_config.json").read_text())


def violations(value, rule):
    """What CloudFormation would refuse about the value of a parameter."""
    if not isinstance(value, str):
        return ["must be a string, as CodePipeline takes it"]
    if rule["Type"] == "Number":
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            return ["must be a number"]
        too_small = float(value) < rule.get("MinValue", float("-inf"))
        too_large = float(value) > rule.get("MaxValue", float("inf"))
        bounds = f"from {rule.get('MinValue')} to {rule.get('MaxValue')}"
        return [f"must be {bounds}"] if too_small or too_large else []
    if len(value) > rule.get("MaxLength", 4096):
        return [f"must have at most {rule['MaxLength']} characters"]
    if "AllowedValues" in rule and value not in rule["AllowedValues"]:
        return [f"must be one of {', '.join(rule['AllowedValues'])}"]
    if "AllowedPattern" in rule and not re.fullmatch(rule["AllowedPattern"], value):
        return [f"must be {rule['ConstraintDescription']}"]
    return []


@pytest.mark.parametrize("stage", STAGES)
def test_templates_take_every_value(stage):
    values = configuration(stage)["Parameters"]
    assert set(values) <= {name for _, name, _ in PARAMETERS}
    found = {
        where: violations(values[name], rule) for where, name, rule in PARAMETERS if name in values
    }
    assert {where: each for where, each in found.items() if each} == {}


@pytest.mark.parametrize("stage", STAGES)
def test_autoscaling_has_room(stage):
    values = configuration(stage)["Parameters"]
    lowest, highest = values.get("MinInstanceCount"), values.get("MaxInstanceCount")
    assert int(lowest or 1) <= int(highest or 1)


def test_stages_configure_the_same_things():
    staging, prod = (configuration(stage) for stage in STAGES)
    assert set(staging["Parameters"]) == set(prod["Parameters"])
    assert staging["Tags"] == prod["Tags"]


@pytest.mark.parametrize("where, name, rule", PARAMETERS)
def test_parameters_say_what_they_are_and_what_they_take(where, name, rule):
    assert rule.get("Description"), where
    assert {"AllowedValues", "AllowedPattern", "MinValue"} & set(rule), where
    assert "ConstraintDescription" in rule or "AllowedPattern" not in rule, where
