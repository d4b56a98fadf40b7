# The fault run and the benchmark.

# It kills this checkout's own servers, so nothing else may stand on them.
chaos() {
  local finish=stop_services
  configuration=Release
  if network_is_up; then die 'the network is up and stands on the servers that the fault run kills: ./dev down first'; fi
  ensure_installed servers
  build tests/Chaos
  if ! alive postgres || ! alive broker; then finish=down; fi
  # shellcheck disable=SC2064 # what is to be undone is known now
  trap "exclusively $finish" EXIT
  trap 'exit 130' INT TERM
  exclusively start_servers
  short_lived
  break_things "$@"
}

# A few faults for the gate: "passed failed". One that ended badly without a verdict counts as one failure.
break_a_little() {
  break_things --short --referrals 40 --faults 3 --only F1,F4,F13 --mutate none </dev/null | tee "$run/tests/Chaos.log" >&2 || true
  sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed in .*/\1 \2/p' "$run/tests/Chaos.log" | grep . || echo 0 1
}

break_things() (
  eval "$(test_settings)"
  cd "$root"
  exec dotnet "$(assembly tests/Chaos)" "$@"
)

# --- the benchmark -----------------------------------------------------------------------------------------------------

bench() {
  local finish=true
  configuration=Release
  if network_is_up; then die 'the network is up and would be measured with it: ./dev down first'; fi
  ensure_installed servers
  build tests/Bench
  if ! alive postgres || ! alive broker; then finish='exclusively down'; fi
  # shellcheck disable=SC2064 # what is to be undone is known now
  trap "$finish" EXIT
  trap 'exit 130' INT TERM
  exclusively start_servers
  eval "$(test_settings)"
  dotnet "$(assembly tests/Bench)" "$@"
}
