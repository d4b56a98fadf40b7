# One process by itself.

one_of() { # name: that of a process, or the end
  [ -n "$1" ] && is_process "$1" || die "which process? There are: ${processes[*]}"
}

# What it needs, for a shell: eval "$(./dev env referrals)". The same goes where editors look for it, and dotnet run.
show_env() { # name
  local name=${1:-} lines line
  one_of "$name"
  exclusively ready_for "$name"
  lines=$(exclusively settings "$name")
  launch_settings "$name" "$lines"
  while IFS= read -r line; do printf 'export %s=%q\n' "${line%%=*}" "${line#*=}"; done <<<"$lines"
}

ready_for() { # name: keys, passwords and ports, whether anything runs or not
  prepare
  grep -qs "^$1=" "$run/network.env" || claim_ports
}

# Git-ignored and for this user's eyes alone: passwords stand in it.
launch_settings() ( # name settings
  umask 077
  folder=$root/${says[$1 project]}/Properties
  (umask 022; mkdir -p "$folder")
  {
    printf '{\n  "profiles": {\n    "%s": {\n      "commandName": "Project",\n      "environmentVariables": {\n' "$1"
    sed -E 's/[\\"]/\\&/g; s/^([^=]*)=(.*)$/        "\1": "\2",/; $ s/,$//' <<<"$2"
    printf '      }\n    }\n  }\n}\n'
  } >"$folder/launchSettings.json"
  say "${folder#"$root"/}/launchSettings.json has the same for an editor and dotnet run"
)

follow_log() { # name: of a process, a server, or anything else that has a log
  [ -n "${1:-}" ] && [ -e "$run/logs/$1.log" ] ||
    die "whose log? There are: $(find "$run/logs" -name '*.log' -printf '%f\n' 2>/dev/null | sed 's/\.log$//' | sort | xargs)"
  exec tail -n 100 -F "$run/logs/$1.log"
}

stop_one() { # name: so that a debugger takes its place
  one_of "${1:-}"
  exclusively stop "$1"
}
