# What the machine must have.

postgres_bin() {
  local server
  server=$(command -v postgres || find /usr/lib/postgresql/*/bin -name postgres 2>/dev/null | sort -V | tail -n 1)
  [ -n "$server" ] && dirname "$(readlink -f "$server")"
}

# Not the wrapper of that name in /usr/sbin: it insists on Debian's own user, folders and log files.
rabbitmq_server() {
  local server
  for server in /usr/lib/rabbitmq/bin/rabbitmq-server /opt/rabbitmq/sbin/rabbitmq-server; do
    [ -x "$server" ] && echo "$server" && return
  done
  command -v rabbitmq-server
}

# Packages that this machine lacks for what is to be done: servers, or test as well.
missing_packages() {
  local pair
  postgres_bin >/dev/null || echo postgresql
  rabbitmq_server >/dev/null || echo rabbitmq-server
  for pair in openssl:openssl curl:curl setpriv:util-linux flock:util-linux; do
    command -v "${pair%:*}" >/dev/null || echo "${pair#*:}"
  done
  [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
  [ "$1" = test ] || return 0
  command -v chromium >/dev/null || echo chromium
  [ -z "$(npm_folders)" ] || command -v node >/dev/null || echo nodejs
  [ -z "$(npm_folders)" ] || command -v npm >/dev/null || echo npm
}

npm_folders() { find "$root/tests" -name package-lock.json -not -path '*/node_modules/*' -not -path '*/bin/*' -printf '%h\n'; }

sudo_or_nothing() { is_root || echo sudo; }

install_line() { echo "$(sudo_or_nothing) apt-get update && $(sudo_or_nothing) apt-get install -y --no-install-recommends $*" | sed 's/^ //; s/&&  /\&\& /'; }

ensure_installed() {
  local packages
  command -v dotnet >/dev/null || die "the .NET SDK is missing: https://dot.net (version in global.json)"
  packages=$(missing_packages "$1" | sort -u | tr '\n' ' ')
  [ -n "$packages" ] || return 0
  say "installing with apt: $packages"
  command -v apt-get >/dev/null || die "this machine has no apt-get; install by hand: $packages"
  is_root || command -v sudo >/dev/null || die "neither root nor sudo; have somebody run: $(install_line "$packages")"
  mkdir -p "$run/logs"
  # shellcheck disable=SC2086 # a list of words
  without_starting_services apt_install $packages >"$run/logs/apt.log" 2>&1 ||
    { tail -n 20 "$run/logs/apt.log" >&2; die "apt could not install; by hand: $(install_line "$packages")"; }
}

apt_install() {
  local sudo; sudo=$(sudo_or_nothing)
  $sudo apt-get update -q
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null
}

# Debian starts a server as it installs it. Ours are private ones; the system's stay as they were, running or not.
without_starting_services() {
  local sudo policy=/usr/sbin/policy-rc.d result=0
  sudo=$(sudo_or_nothing)
  if [ -e "$policy" ]; then "$@"; return; fi
  printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
  $sudo chmod 755 "$policy"
  "$@" || result=$?
  $sudo rm -f "$policy"
  return "$result"
}

doctor() {
  local packages faults=0
  if command -v dotnet >/dev/null; then
    (cd "$root" && dotnet --version >/dev/null 2>&1) ||
      { faults=1; say "the .NET SDK of global.json is missing; here are: $(cd / && dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')-> https://dot.net"; }
  else
    faults=1; say "the .NET SDK is missing -> https://dot.net"
  fi
  packages=$(missing_packages test | sort -u | tr '\n' ' ')
  [ -z "$packages" ] || { faults=1; say "missing: $packages-> $(install_line "$packages")"; }
  if [ -e "$run" ] && [ ! -w "$run" ]; then faults=1; say ".run belongs to somebody else -> sudo rm -rf '$run'"; fi
  [ "$faults" = 0 ] && say "nothing is missing"
  return "$faults"
}
