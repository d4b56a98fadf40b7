# The gate.

test_settings() {
  cat <<TEXT
export TEST_POSTGRES='$(database tests postgres)'
export TEST_BROKER='amqp://tests:$(secret tests)@127.0.0.1:$(port broker)/tests'
export TEST_BROKER_MANAGEMENT='http://tests:$(secret tests)@127.0.0.1:$(port broker_management)'
export TEST_KEYS='$run/keys'
TEXT
}

run_tests() {
  local suite suites=(Unit Integration Browser) passed=0 failed=0 skipped=0 p f s finish=stop_services
  if [ "${1:-}" = --all ]; then export TEST_ALL=1; fi
  if network_is_up; then die 'the network is up, perhaps from an older build: ./dev down first, so that tests meet what is built now'; fi
  ensure_installed test
  build
  if ! alive postgres || ! alive broker; then finish=down; fi
  # shellcheck disable=SC2064 # what is to be undone is known now
  trap "exclusively $finish" EXIT
  trap 'exit 130' INT TERM
  exclusively start_servers
  install_npm_packages
  eval "$(test_settings)"
  short_lived
  rm -rf "$run/tests"
  mkdir -p "$run/tests"
  for p in "${processes[@]}"; do rm -f "$run/logs/$p.log"*; done # what is looked into below was said by what is tested
  for suite in "${suites[@]}"; do
    say "tests/$suite"
    [ "$suite" != Browser ] || start_for_browsers
    run_suite "$suite" || true
    read -r p f s < <(count "$suite")
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done
  say 'how the code is laid out'
  if laid_out; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  say 'the logs'
  if demonstration logs >&2; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  say 'who may enter which database'
  if enters_nothing_else; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  exclusively stop_services
  say tests/Chaos
  read -r p f < <(break_a_little)
  passed=$((passed + p)) failed=$((failed + f))
  trap - EXIT
  exclusively "$finish"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

# Processes that live for seconds gain nothing from code that is compiled a second time: a third less processor time.
short_lived() { export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=400 DOTNET_EnableWriteXorExecute=0; }

# As .editorconfig says: dotnet format whitespace --folder . mends it.
laid_out() { dotnet format whitespace "$root" --folder --verify-no-changes --exclude '**/obj/**' '**/bin/**' >&2; }

# Every role, and that of the tests, tries every door that is not its own; and tests try to make themselves a key.
enters_nothing_else() {
  local role name statement
  for role in $databases tests; do
    for name in $databases postgres template1; do
      if [ "$role" = "$name" ] || [ "$role $name" = 'tests postgres' ]; then continue; fi
      ! as_role "$role" "$name" 'select 1' || { say "the role $role enters the database $name"; return 1; }
    done
    [ "$role" = tests ] || as_role "$role" "$role" 'select 1' || { say "the role $role does not enter its own database"; return 1; }
  done
  for statement in 'create role intruder' 'grant cases to tests' "alter role cases password 'x'" 'alter role tests superuser' 'set role cases'; do
    ! as_role tests postgres "$statement" || { say "tests may: $statement"; return 1; }
  done
  as_role tests postgres 'select 1' || { say 'tests do not get in at all'; return 1; }
}

as_role() { # role database statement
  PGPASSWORD=$(secret "$1") "$(postgres_bin)/psql" -X -q -h 127.0.0.1 -p "$(port postgres)" -U "$1" "$2" -c "$3" >/dev/null 2>&1
}

# Browser tests walk through the whole network, loaded as ./dev up leaves it. Without it they fail and say so.
start_for_browsers() {
  compgen -G "$root/tests/Browser/*.cs" >/dev/null || return 0
  if exclusively start_network && demonstration load >/dev/null; then
    TEST_GATEWAY=$(address staff)
    TEST_VISITORS=$(address visitors)
    TEST_PROVIDERS=$(address idp)
    TEST_CODES=$run/secrets/sign_in_codes.json
    TEST_CHROMIUM=$(command -v chromium)
    NODE_EXTRA_CA_CERTS=$run/keys/authority.pem # what Playwright asks without a browser
    TEST_NETWORK_MANAGEMENT="http://operator:$(secret operator)@127.0.0.1:$(port broker_management)"
    export NODE_EXTRA_CA_CERTS TEST_GATEWAY TEST_VISITORS TEST_PROVIDERS TEST_CODES TEST_CHROMIUM TEST_NETWORK_MANAGEMENT
  fi
}

install_npm_packages() {
  local folder
  while read -r folder; do
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && continue
    say "npm ci in ${folder#"$root"/}"
    (cd "$folder" && npm ci --no-audit --no-fund --silent) >"$run/logs/npm.log" 2>&1 </dev/null || { tail -n 20 "$run/logs/npm.log" >&2; die "npm ci failed in $folder"; }
  done < <(npm_folders)
}

run_suite() { # a test that hangs is a failure, not the end of the gate
  local only=()
  # The gate walks in English, with scripts and without; --all in every language, and at every width.
  if [ "$1" = Browser ] && [ -z "${TEST_ALL:-}" ]; then only=(--filter 'gate!=all'); fi
  (cd "$root" && dotnet test "tests/$1" -c "$configuration" --no-build --nologo -v quiet --results-directory "$run/tests" "${only[@]}" \
    --logger "trx;LogFileName=$1.trx" --logger 'console;verbosity=minimal' --blame-hang-timeout 10m --blame-hang-dump-type none) </dev/null >&2
  echo $? >"$run/tests/$1.exit"
}

# "passed failed skipped" of a suite. One that ended badly without saying which test failed counts as one failure.
count() {
  local counters total executed passed failed exit
  exit=$(cat "$run/tests/$1.exit" 2>/dev/null || echo 1)
  counters=$(grep -m 1 -o '<Counters [^>]*>' "$run/tests/$1.trx" 2>/dev/null || true)
  total=$(counter total) executed=$(counter executed) passed=$(counter passed)
  failed=$((executed - passed))
  if [ "$exit" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  echo "$passed $failed $((total - executed))"
}

counter() { local value; value=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"); echo "${value:-0}"; }
