"""Collects the customers that a run reads, and keeps them with the sources it runs from."""

import argparse
import json
import shutil
from pathlib import Path

from algorithms.shared_libraries.customers import generate_customers
from algorithms.shared_libraries.tables import write_table

ALGORITHMS = Path(__file__).resolve().parents[2]


def keep_sources(code_dir: str) -> None:
    """Copies the package that this job belongs to, so that the run can be repeated."""
    shutil.copytree(
        ALGORITHMS,
        Path(code_dir) / ALGORITHMS.name,
        ignore=shutil.ignore_patterns("__pycache__"),
        dirs_exist_ok=True,
    )


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commit", default="local", help="the commit of the sources")
    parser.add_argument("--output-dir", default="/opt/ml/processing/input-of-run")
    parser.add_argument("--code-dir", help="gets the sources; they are not kept unless given")
    options = parser.parse_args(arguments)
    customers = generate_customers(options.rows, options.seed)
    path = write_table(customers, options.output_dir)
    settings = {name: getattr(options, name) for name in ("rows", "seed", "commit")}
    (Path(options.output_dir) / "input.json").write_text(json.dumps(settings, indent=2))
    if options.code_dir:
        keep_sources(options.code_dir)
    print(f"wrote {len(customers)} customers to {path}")


if __name__ == "__main__":
    main()
