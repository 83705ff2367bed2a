#!/bin/sh
# Make the study of the branch anew: tables as text, pictures as SVG, in docs/studies/branch.
# REPLICATIONS (20), WORLDS (100) and ASSUMPTIONS (places, all if empty) make it smaller for a draft.
set -eu
cd "$(dirname "$0")/../.."
direktsim=${DIREKTSIM:-.venv/bin/direktsim}
replications=${REPLICATIONS:-20}
worlds=${WORLDS:-100}
only=
for place in ${ASSUMPTIONS:-}; do only="$only --only $place"; done
out=docs/studies/branch
base=scenarios/branch_redirected.yaml
own=scenarios/branch_handles_own.yaml
pictures=$(mktemp -d)
trap 'rm -rf "$pictures"' EXIT

COLUMNS=120 $direktsim sweep $base --against $own --vary units.almby-bruk.cases_per_day=1..25:7 -n "$replications" \
    --measure mean_wait_working.almby-bruk --measure mean_wait_working.almby --measure within_target.almby-bruk \
    --level mean_wait_working.almby-bruk=60 --figures "$pictures" | grep -v '^Written' > $out/sweep.txt
# shellcheck disable=SC2086
COLUMNS=120 $direktsim sensitivity $base --against $own --measure mean_wait_working.almby-bruk -n "$replications" \
    --worlds "$worlds" $only --figures "$pictures" | grep -v '^Written' > $out/sensitivity.txt
cp "$pictures"/*.svg $out/
