#!/bin/sh
# Brings the training pipeline of a branch up to date and starts it:
#   python ci/in_account.py dev sh ci/run_training.sh <branch> <commit>
# main and develop share the pipeline of the use case, feature/* have one each.
set -eu
branch=$1
commit=$2

set -- --input ml_pipelines/training/input.json --role "$EXECUTION_ROLE_ARN" \
  --bucket "$BUCKET" --commit "$commit" --start
case $branch in
  feature/*) set -- "$@" --branch "$branch" ;;
  main | develop) ;;
  *) echo "Branch '$branch' has no pipeline: name it feature/..." && exit 0 ;;
esac
exec python ml_pipelines/training/ml-pipeline-training.py "$@"
