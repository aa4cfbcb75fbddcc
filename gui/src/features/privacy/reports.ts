import { api } from '@/api/client'
import { authorizedFetch } from '@/api/session'

type Payload = Record<string, string | number | boolean>
type Event = { action: string; occurred_at: string; entity_id?: string; payload: Payload }

const batchSize = 20
const batchEvery = 10_000

/** The workspace events belong to; undefined while none may be reported. */
let workspace: string | undefined
let waiting: Event[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Lets events of this workspace out from now on; those of another one that still wait are lost. */
export function allowReports(id: string | undefined) {
  if (id === workspace) return
  waiting = []
  workspace = id
  if (id) listen()
}

export function report(action: string, payload: Payload, entityId?: string) {
  if (!workspace) return
  waiting.push({ action, occurred_at: new Date().toISOString(), entity_id: entityId, payload })
  if (waiting.length >= batchSize) void flush()
  else timer ??= setTimeout(() => void flush(), batchEvery)
}

/** Sends what waits. A beacon could not carry the token, so a request that outlives the page does it; losses are fine. */
export async function flush() {
  clearTimeout(timer)
  timer = undefined
  if (!workspace || waiting.length === 0) return
  const events = waiting.splice(0)
  const url = new URL(`/api/v1/w/${workspace}/telemetry/events`, location.origin)
  await authorizedFetch(
    new Request(url, {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ events }),
    }),
  ).catch(() => undefined)
}

let listening = false

function listen() {
  if (listening) return
  listening = true
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush()
  })
  api.use({ onRequest: remember, onResponse: observe })
}

const decisions = '/api/v1/w/{workspace_id}/workflow-runs/{id}/decisions'
const asked = new Map<string, Request>()

/** What was decided stands in the request only, and can be read there once. */
function remember({
  schemaPath,
  request,
  id,
}: {
  schemaPath: string
  request: Request
  id: string
}) {
  if (schemaPath === decisions) asked.set(id, request.clone())
}

type Observed = { id: string; schemaPath: string; request: Request; response: Response }
type Run = { id: string; created_at: string }

const inside = '/api/v1/w/{workspace_id}'

/** What people do, seen where it is asked of the server: from answers only, never from what they typed. */
async function observe({ schemaPath, request, response, id: call }: Observed) {
  const decided = asked.get(call)
  asked.delete(call)
  if (response.status >= 500) {
    report('error_shown', { status: response.status, route: schemaPath.slice(0, 80) })
  }
  if (!response.ok || request.method === 'GET') return
  const run = async () => (await response.clone().json()) as Run
  switch (`${request.method} ${schemaPath}`) {
    case `POST ${inside}/workflow-runs`: {
      const { id } = await run()
      return void report('run_started', {}, id)
    }
    case `POST ${inside}/workflow-runs/{id}/abort`: {
      const { id, created_at } = await run()
      return void report('run_aborted', { waited_seconds: since(created_at) }, id)
    }
    case `POST ${decisions}`: {
      const { id, created_at } = await run()
      const { decision } = (await decided?.json()) as { decision: string }
      return void report('decision_made', { decision, waited_seconds: since(created_at) }, id)
    }
    case `PATCH ${inside}`:
      return void report('setting_changed', { setting: 'workspace' })
    case `PUT ${inside}/settings/workflow-config`:
      return void report('setting_changed', { setting: 'workflow-config' })
    case `PUT ${inside}/settings/voice`:
      return void report('setting_changed', { setting: 'voice' })
  }
}

const since = (moment: string) => Math.round((Date.now() - Date.parse(moment)) / 1000)
