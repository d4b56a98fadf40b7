# Ports, kept in .run/network.env from start to start and picked anew where a stranger has taken one; both servers; stopping.

port() { sed -n "s/^$1=//p" "$run/network.env"; }

taken() { grep -qsE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$1") [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6; }

claim_port() { # port name, the process that listens there, the port it would like or -
  local candidate
  candidate=$(port "$1")
  if [ -n "$candidate" ] && { alive "$2" || ! taken "$candidate"; }; then return; fi
  candidate=$3
  # Below the range that the kernel hands out to clients, so that nobody gets it by accident.
  while [ "$candidate" = - ] || taken "$candidate" || grep -q "=$candidate\$" "$run/network.env"; do
    candidate=$((20000 + RANDOM % 10000))
  done
  if [ "$1" = idp ] && [ -n "$(port idp)" ]; then echo "$(port idp) $candidate" >>"$run/moved"; fi
  sed -i "/^$1=/d" "$run/network.env"
  echo "$1=$candidate" >>"$run/network.env"
}

claim_ports() {
  local name
  touch "$run/network.env"
  claim_port postgres postgres -
  claim_port epmd epmd -
  for name in broker broker_management broker_distribution; do claim_port "$name" broker -; done
  for name in "${processes[@]}"; do claim_port "$name" "$name" "${says[$name port]:--}"; done
}

exclusively() { # one ./dev at a time starts or stops things in this checkout
  mkdir -p "$run"
  (flock 9; "$@") 9>"$run/lock"
}

start_servers() {
  prepare
  claim_ports
  if ! alive broker || ! alive postgres; then say "starting PostgreSQL and RabbitMQ: this machine's own binaries, on private ports"; fi
  start_postgres
  start_broker
}

test_servers() {
  ensure_installed servers
  exclusively start_servers
  test_settings
}

stop_services() {
  local name
  for name in $(printf '%s\n' "${processes[@]}" | tac) rotation; do stop "$name"; done
}

down() {
  [ -d "$run/pids" ] || return 0
  stop_services
  stop broker
  stop epmd
  stop postgres INT # "fast": sessions are ended, then a clean shutdown
}

reset() {
  exclusively down
  if [ -e "$run/place" ] && [ "$(cat "$run/place")" != "$run/data" ]; then rm -rf "$(cat "$run/place")"; fi
  rm -rf "$run"
}
