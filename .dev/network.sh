# The processes of the network.

address() { # name
  [ "${says[$1 scheme]}" = https ] && echo "https://localhost:$(port "$1")" || echo "http://127.0.0.1:$(port "$1")"
}

# Everything that the process reads, a line a setting.
settings() { # name
  local own setting template value; own=$(shared_folder)/own/$1
  mkdir -p "$own"/{keys,tmp,traces}
  value=$(key trusted.pem)
  printf '%s\n' "SSL_CERT_FILE=$value" ASPNETCORE_ENVIRONMENT=Production DOTNET_ENVIRONMENT=Production \
    "ASPNETCORE_URLS=$(address "$1")" "Telemetry__File=$own/traces/$1.jsonl"
  while IFS='=' read -r setting template; do
    value=$(expand "$template")
    echo "$setting=$value"
  done < <(grep . <<<"${templates[$1]}")
  chmod -R u+rwX,go= "$own"
  if is_root; then chown -R "$(user_of "$1"):$(user_of "$1")" "$own"; fi
}

# A copy of a key for the process that is being set up, in the folder that is its own.
key() { cp -f "$run/keys/$1" "$own/keys/$1" && echo "$own/keys/$1"; }

# The subshell that does this becomes the process: nothing secret stands on a command line.
take_settings() { # name
  local lines line
  lines=$(settings "$1")
  while IFS= read -r line; do export "${line?}"; done <<<"$lines"
  TMPDIR=$(shared_folder)/own/$1/tmp
  HOME=$TMPDIR
  export TMPDIR HOME DOTNET_EnableDiagnostics=0 # no way in for a debugger, no sockets in the temporary files
}

start_network() {
  local name program runtime
  start_servers
  runtime=$(runtime)
  alive rotation || launch rotation "$root" "$root/dev" rotate-logs
  for name in "${processes[@]}"; do
    alive "$name" && continue
    program=$(program "$name")
    # shellcheck disable=SC2046 # words
    (take_settings "$name"; launch "$name" "${program%/*}" $(become "$name") "$runtime" "$program")
  done
  for name in "${processes[@]}"; do
    await "$name" 120 curl -fsS --cacert "$run/keys/authority.pem" "$(address "$name")${says[$name health]}"
    say "  $name is ready"
  done
}

network_is_up() { [ -z "$(stopped_process)" ]; }

stopped_process() { # the first that should run and does not
  local name
  for name in postgres broker "${processes[@]}"; do alive "$name" || { echo "$name"; return; }; done
}

failed_process() { # the first that has stopped unasked: whom ./dev stops, it forgets
  local name
  for name in postgres broker "${processes[@]}"; do
    alive "$name" || { is_process "$name" && [ ! -e "$run/pids/$name" ]; } || { echo "$name"; return; }
  done
}

up() {
  local detach=${1:-}
  ensure_installed servers
  if network_is_up; then
    load
    say 'it was up already; ./dev down stops it'
    return
  fi
  trap 'exclusively down' EXIT
  trap 'exit 130' INT TERM
  build
  exclusively start_network
  load
  if [ "$detach" = --detach ]; then
    trap - EXIT
    say './dev down stops it'
    return
  fi
  say 'Ctrl-C stops it'
  while [ -z "$(failed_process)" ]; do sleep 1; done
  die "$(failed_process) has stopped: .run/logs/$(failed_process).log. Stopping the rest."
}
