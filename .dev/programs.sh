# What is built, and as whom it runs.

assembly() { # project: the built program, if the project is one
  local file
  file=$(find "$root/$1/bin/$configuration" -maxdepth 2 -name "*.${1##*/}.runtimeconfig.json" 2>/dev/null | head -n 1)
  [ -n "$file" ] && echo "${file%.runtimeconfig.json}.dll"
}

build() { # [project]
  local all=''
  mkdir -p "$run/logs"
  [ $# -gt 0 ] || all=" of $(grep -c '\.csproj"' "$root/Referral.sln")"
  say 'building'
  (cd "$root" && dotnet build "${1:-Referral.sln}" -c "$configuration" -v minimal -nologo -nodeReuse:false) 2>&1 9>&- | show_progress "$all" >"$run/logs/build.log" && return
  grep -E ' (error|warning) ' "$run/logs/build.log" | sort -u | head -n 30 >&2
  die 'it does not build; all of it: .run/logs/build.log'
}

# One line that is written anew on a terminal, elsewhere a line now and then. The build's own words come in and go out.
show_progress() { # " of" how many projects, if it is known
  local line name text='' built=0 said=$SECONDS
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *' Restored '*.csproj*) name=${line##*/} text="packages for ${name%%.csproj*}" ;;
      *' -> '*) name=${line%% -> *} text="$((++built))$1 built: ${name##* }" ;;
      *) continue ;;
    esac
    if [ -t 2 ]; then
      printf '\r\e[K  %s' "$text" >&2
    elif ((SECONDS - said >= 15)); then
      said=$SECONDS
      say "  $text"
    fi
  done
  [ ! -t 2 ] || printf '\r\e[K' >&2
}

# Processes run a copy: building again must not pull the floor from under them.
program() { # name
  local built copy project=${says[$1 project]}; copy=$(shared_folder)/programs/$1
  built=$(assembly "$project") || die "$project is not built"
  rm -rf "$copy"
  mkdir -p "${copy%/*}"
  cp -r "$(dirname "$built")" "$copy"
  [ ! -d "$root/$project/wwwroot" ] || cp -r "$root/$project/wwwroot" "$copy"
  chmod -R go+rX "${copy%/*}"
  echo "$copy/${built##*/}"
}

# Where ./dev is root, each process is a user of its own, by number alone: it needs no account on this machine, and nobody
# else can read its keys, its traces, its temporary files or its settings. Otherwise all are whoever started them.
user_of() { printf '%s\n' "${processes[@]}" | awk -v name="$1" '$1 == name { print 59001 + NR }'; }

become() { # name: what stands before its command
  local user; user=$(user_of "$1")
  if is_root; then echo "setpriv --reuid=$user --regid=$user --clear-groups --no-new-privs --"; fi
}

# The runtime, which root may have for itself alone.
runtime() {
  local dotnet copy; dotnet=$(readlink -f "$(command -v dotnet)"); copy=$(shared_folder)/dotnet
  if is_root && ! setpriv --reuid=59000 --regid=59000 --clear-groups -- test -x "$dotnet"; then
    [ -x "$copy/dotnet" ] || { mkdir -p "$copy"; cp -r "$(dirname "$dotnet")"/{dotnet,host,shared} "$copy"; chmod -R go+rX "$copy"; }
    dotnet=$copy/dotnet
  fi
  echo "$dotnet"
}
