#!/usr/bin/env bash
# Starts the packaged application on an empty data folder and a free port, lets the browser journeys run against it,
# and stops it. Arguments go to Playwright.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
need_java
need_node

data=$(mktemp -d)
chmod 755 "$data"
log="$data/server.log"
free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}
port=$(free_port)
# A journey answers there as a speech model would; nobody else calls that address.
speech_port=$(free_port)

# All journeys come from one network address within minutes. The server lives for those only and shares the machine with
# browsers, so the second compiler's work would not come back.
POSTMAGIQ_RATE_LIMIT_ENABLED=false POSTMAGIQ_PUBLIC_BASE_URL="http://localhost:$port" \
  POSTMAGIQ_AGENTS_TRANSCRIPTION_PROVIDER=openai OPENAI_API_KEY=journeys OPENAI_BASE_URL="http://127.0.0.1:$speech_port/v1" \
  POSTMAGIQ_DATA_DIR="$data/data" "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
  --enable-native-access=ALL-UNNAMED -jar target/postmagiq.jar serve --port "$port" >"$log" 2>&1 &
server=$!
stop() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT

for _ in $(seq 240); do
  if curl -sf -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness"; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then
    echo "The application did not start:" >&2
    cat "$log" >&2
    exit 1
  fi
  sleep 0.5
done

# The first person operates the installation; a journey signs in as that one.
curl -sf -o /dev/null -H 'Content-Type: application/json' "http://127.0.0.1:$port/api/v1/auth/register" -d \
  '{"email":"operator@example.com","password":"copper lantern under the bridge","full_name":"Otto Operator","workspace_name":"Operations"}'

cd gui
BASE_URL="http://localhost:$port" SPEECH_PORT="$speech_port" npx playwright test "$@"
