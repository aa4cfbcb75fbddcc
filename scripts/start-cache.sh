#!/usr/bin/env bash
# Makes app.aot in the folder of the unpacked application: what the JVM learns while a first user's work is done, so
# that starts need not learn it again. Leaves the database's unpacked programs beside it. Called by `make dist` with the
# folder; JAVA and JAVA_FLAGS come from there.
set -euo pipefail
cd "$1"

scratch=$(mktemp -d)
chmod 755 "$scratch" # PostgreSQL may run as another user
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
  rm -rf "$scratch"
}
trap finish EXIT

# shellcheck disable=SC2086 # several flags
POSTMAGIQ_DATA_DIR="$scratch/data" "$JAVA" -XX:AOTCacheOutput=app.aot -Xlog:aot*=error $JAVA_FLAGS \
  -jar postmagiq.jar demo --port 0 > "$scratch/said" 2> "$scratch/noted" &
server=$!
until grep -q '^Sign-in' "$scratch/said"; do
  if ! kill -0 "$server" 2> /dev/null; then
    echo "The start cache could not be made, because the application did not start:" >&2
    cat "$scratch/noted" >&2
    exit 1
  fi
  sleep 0.2
done
base=$(sed -n 's/^Address  *//p' "$scratch/said") sign_in=$(sed -n 's/^Sign-in  *//p' "$scratch/said") node -e '
  const { base, sign_in } = process.env
  const [email, password] = sign_in.split(", password ")
  const ask = async (path, options = {}) => {
    const answer = await fetch(base + path, options)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer
  }
  const body = JSON.stringify({ email, password })
  const json = { "Content-Type": "application/json" }
  await ask("/")
  await ask("/api/v1/auth/config")
  const { access_token } = await (await ask("/api/v1/auth/login", { method: "POST", headers: json, body })).json()
  const headers = { Authorization: `Bearer ${access_token}` }
  const me = await (await ask("/api/v1/auth/me", { headers })).json()
  const home = `/api/v1/w/${me.memberships[0].workspace_id}`
  const { items } = await (await ask(`${home}/workflow-runs`, { headers })).json()
  await ask(`${home}/workflow-runs/${items[0].id}`, { headers })
  await ask(`${home}/posts`, { headers })
' --input-type=module
kill "$server"
wait "$server" || true # the cache is written when the application has ended
server=
# What the embedded database runs, unpacked: a new data folder need not unpack it again.
mv "$scratch"/data/postgres/bin-* .
if [ ! -f app.aot ]; then
  echo "The start cache could not be made:" >&2
  cat "$scratch/noted" >&2
  exit 1
fi
