#!/bin/sh
# run.sh TARGET SECONDS CLASSPATH: jazzer on one target, from the migrations that are in the repository.
# The grammar itself is compiled from PostgreSQL's C and has methods that cannot be instrumented.
set -eu
work=target/fuzz/$1
mkdir -p "$work/seeds" "$work/corpus"
for file in ../examples/*/sql/* ../examples/*/yaml/* ../cli/src/test/resources/plans/*.sql \
  ../cli/src/test/resources/plans/*.yaml; do
  cp "$file" "$work/seeds/$(echo "$file" | cksum | tr ' ' -)"
done
exec java -Xmx1g -cp "$3" com.code_intelligence.jazzer.Jazzer \
  --target_class="dev.concertina.fuzz.$1" \
  --instrumentation_includes='dev.concertina.**' \
  --instrumentation_excludes='dev.concertina.parser.grammar.**' \
  --reproducer_path="$work" -artifact_prefix="$work/" -dict=src/test/fuzz/words.dict \
  -max_total_time="$2" -timeout=25 -rss_limit_mb=4096 -max_len=8192 -print_final_stats=1 \
  "$work/corpus" "$work/seeds"
