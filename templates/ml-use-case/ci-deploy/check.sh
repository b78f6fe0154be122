#!/bin/sh
# What CI asks of every commit. The tests in tests/ need a stage and come later.
set -eu
python ci/check_repository.py deployment
python -m ruff check --config ci/ruff.toml .
python -m pytest app_infra ci
