# Finds the tools of the build; sourced by the Makefile. Each function sets a variable or says what is missing.
# shellcheck shell=bash

_java_is_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'
}

# JAVA_HOME and JAVA: JAVA_HOME when it is right, then the one on PATH, then the usual folders.
need_java() {
  local candidates=() home on_path
  [ -z "${JAVA_HOME:-}" ] || candidates+=("$JAVA_HOME")
  if on_path=$(command -v javac); then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$on_path")")")")
  fi
  candidates+=(/usr/lib/jvm/*25* /opt/*25* /opt/java/* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25*
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home)
  for home in "${candidates[@]}"; do
    if _java_is_25 "$home"; then
      export JAVA_HOME="$home" JAVA="$home/bin/java"
      return
    fi
  done
  echo "JDK 25 was not found: install one (for instance Temurin 25), or set JAVA_HOME to its folder." >&2
  exit 2
}

# MVN: Maven 3.8 or newer; Debian's own is installed when this runs as root and there is none.
need_maven() {
  MVN=$(command -v mvn || true)
  if [ -z "$MVN" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the system's Maven ..." >&2
    apt-get install -y -qq --no-install-recommends maven >/dev/null
    MVN=$(command -v mvn)
  fi
  if [ -z "$MVN" ]; then
    echo "Maven was not found: install version 3.8 or newer (Debian: apt-get install maven)." >&2
    exit 2
  fi
  local version
  version=$("$MVN" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  if [ "$(printf '3.8\n%s\n' "${version:-0}" | sort -V | head -n 1)" != 3.8 ]; then
    echo "Maven ${version:-(unknown)} at $MVN is too old or does not start: version 3.8 or newer is needed." >&2
    exit 2
  fi
}

need_node() {
  local major
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
    echo "Node 20 or newer with npm was not found (found: ${major:-none}): install it; it builds the web application." >&2
    exit 2
  fi
}

# A browser for the journeys; Debian's own is installed when this runs as root and there is none.
need_chromium() {
  if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "Chromium was not found: install it (Debian: apt-get install chromium)." >&2
      exit 2
    fi
    echo "Installing the system's Chromium ..." >&2
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
  fi
}
