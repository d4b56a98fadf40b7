# Processes: a pid file holds pid, start time and boot, so that a recycled pid is never taken for ours.

stamp() { # pid: when it started; nothing for one that has ended but that nobody has buried yet (state Z)
  local state started
  read -r state started < <(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f1,20) || return 1
  [ "$state" != Z ] && echo "$started $(cat /proc/sys/kernel/random/boot_id)"
}

pid_of() { # name: prints the pid if the process we started under that name still runs
  local pid rest
  read -r pid rest 2>/dev/null <"$run/pids/$1" || return 1
  [ "$rest" = "$(stamp "$pid")" ] && echo "$pid"
}

alive() { pid_of "$1" >/dev/null; }

launch() { # name folder command...: in a session of its own, so that Ctrl-C reaches ./dev alone
  local name=$1 folder=$2; shift 2
  (cd "$folder"; exec setsid "$@") </dev/null >>"$run/logs/$name.log" 2>&1 9>&- &
  echo "$! $(stamp $!)" >"$run/pids/$name"
}

# What has grown large is put aside, four times, and then forgotten: what a log says is wanted for days, and it must not fill the disk.
rotate_logs() {
  local log n
  while sleep "${1:-60}"; do
    for log in "$run"/logs/*.log; do
      [ "$(stat -c %s "$log")" -ge $((16 << 20)) ] || continue
      for n in 3 2 1; do [ ! -e "$log.$n" ] || mv "$log.$n" "$log.$((n + 1))"; done
      cp "$log" "$log.1"
      : >"$log" # the process appends, and so goes on at the beginning
    done
  done
}

stop() { # name [signal]
  local pid tenths=0
  if pid=$(pid_of "$1"); then
    kill "-${2:-TERM}" "$pid" 2>/dev/null || true
    while alive "$1" && ((tenths++ < 200)); do sleep 0.1; done
    if alive "$1"; then kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$run/pids/$1"
}

await() { # name seconds condition...
  local name=$1 deadline=$((SECONDS + $2)); shift 2
  until "$@" >/dev/null 2>&1; do
    alive "$name" || give_up "$name" 'has stopped'
    ((SECONDS < deadline)) || give_up "$name" 'is not ready in time'
    sleep 0.2
  done
}

give_up() {
  say "dev: $1 $2. The end of .run/logs/$1.log:"
  tail -n 25 "$run/logs/$1.log" >&2
  exit 1
}
