"""Compares new data with a baseline, with the checks of SageMaker Model Monitor."""

import numpy as np
import pandas as pd


def find_violations(statistics: dict, constraints: dict, table: pd.DataFrame) -> list:
    """What of a table is not as in the baseline, in the schema of Model Monitor."""
    if table.empty:
        raise ValueError("there is no row to compare with the baseline")
    baseline = {feature["name"]: feature for feature in statistics["features"]}
    violations = []
    for feature in constraints["features"]:
        name = feature["name"]
        if name not in table.columns:
            message = "The baseline has this column, the new data has not."
            violations.append(_violation(name, "missing_column_check", message))
            continue
        found = _check(feature, baseline[name], constraints["monitoring_config"], table[name])
        violations += [_violation(name, check, message) for check, message in found]
    known = {feature["name"] for feature in constraints["features"]}
    for name in table.columns:
        if name not in known:
            message = "The new data has this column, the baseline has not."
            violations.append(_violation(name, "extra_column_check", message))
    return violations


def _violation(name: str, check: str, message: str) -> dict:
    return {"feature_name": name, "constraint_check_type": check, "description": message}


def _check(feature: dict, baseline: dict, config: dict, values: pd.Series):
    present = values.dropna()
    completeness = len(present) / len(values)
    if completeness < feature["completeness"]:
        yield (
            "completeness_check",
            f"{completeness:.1%} of the values are there, {feature['completeness']:.1%} must be.",
        )
    if present.empty:
        return
    if "numerical_statistics" in baseline:
        numbers = pd.to_numeric(present, errors="coerce")
        yield from _check_type(feature["inferred_type"], numbers, config)
        numbers = numbers.dropna()
        if feature["num_constraints"]["is_non_negative"] and (numbers < 0).any():
            yield (
                "baseline_drift_check",
                f"{(numbers < 0).sum()} values are negative, none may be.",
            )
        distance = distance_of_numbers(baseline, numbers) if len(numbers) else 0
    elif "string_constraints" in feature:
        strings = present.astype(str)
        yield from _check_domain(feature["string_constraints"]["domains"], strings, config)
        distance = distance_of_strings(baseline, strings)
    else:
        return
    threshold = config["distribution_constraints"]["comparison_threshold"]
    if distance > threshold:
        yield (
            "baseline_drift_check",
            f"The distribution is {distance:.2f} from the baseline's, {threshold} is allowed.",
        )


def _check_type(expected: str, numbers: pd.Series, config: dict):
    fits = numbers.notna()
    if expected == "Integral":
        fits &= numbers % 1 == 0
    if 1 - fits.mean() > config["datatype_check_threshold"]:
        yield (
            "data_type_check",
            f"{1 - fits.mean():.1%} of the values are not {expected}, "
            f"{config['datatype_check_threshold']:.1%} may be otherwise.",
        )


def _check_domain(domains: list, strings: pd.Series, config: dict):
    share = strings.isin(domains).mean()
    if share < config["domain_content_threshold"]:
        unknown = sorted(set(strings) - set(domains))[:5]
        yield (
            "categorical_values_check",
            f"{share:.1%} of the values are known, {config['domain_content_threshold']:.1%} "
            f"must be. Unknown are for example {', '.join(unknown)}.",
        )


def distance_of_numbers(baseline: dict, numbers: pd.Series) -> float:
    """Greatest difference of the shares of values up to a bound of the baseline's buckets."""
    buckets = baseline["numerical_statistics"]["distribution"]["kll"]["buckets"]
    counts = np.array([bucket["count"] for bucket in buckets])
    expected = np.concatenate([[0], np.cumsum(counts) / counts.sum()])
    lowest = [buckets[0]["lower_bound"]]
    bounds = np.array(lowest + [bucket["upper_bound"] for bucket in buckets])
    # A bucket holds its lower bound, but only the last one its upper bound as well.
    ordered = np.sort(numbers.to_numpy(dtype=float))
    found = np.searchsorted(ordered, bounds, side="left") / len(ordered)
    found[-1] = np.searchsorted(ordered, bounds[-1], side="right") / len(ordered)
    return float(np.abs(found - expected).max())


def distance_of_strings(baseline: dict, strings: pd.Series) -> float:
    """Greatest difference of the shares of a category."""
    buckets = baseline["string_statistics"]["distribution"]["categorical"]["buckets"]
    counts = pd.Series({bucket["value"]: bucket["count"] for bucket in buckets}, dtype=float)
    shares = strings.value_counts(normalize=True)
    return float(shares.sub(counts / counts.sum(), fill_value=0).abs().max())
