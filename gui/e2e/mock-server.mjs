// A stand-in for the server, for looking at screens without one: serves dist/ and answers the API from memory.
// One account exists (ana@example.com / correct horse battery); a started run plays itself in about 15 seconds.
// Usage: node e2e/mock-server.mjs [port]. Never part of the shipped bundle.
import { createServer } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { createHash, randomUUID } from 'node:crypto'
import * as script from './mock-script.mjs'

const port = Number(process.argv[2] ?? 4173)
const dist = join(import.meta.dirname, '../dist')
const speed = Number(process.env.MOCK_SPEED ?? 1)
const accounts = new Map()
const sessions = new Map()
const workspaceId = randomUUID()
const runs = []
const posts = []
const now = () => new Date().toISOString()
const hash = (text) => createHash('sha256').update(text).digest('hex')

function account(email, full_name, password, workspace_name) {
  const user = {
    id: randomUUID(),
    email,
    full_name,
    email_verified: true,
    is_active: true,
    is_superuser: false,
    created_at: now(),
  }
  const slug = (workspace_name || full_name).toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const it = {
    user,
    password,
    name: workspace_name || `${full_name}'s workspace`,
    slug,
    workspace_id: accounts.size ? randomUUID() : workspaceId,
  }
  accounts.set(email, it)
  return it
}
account('ana@example.com', 'Ana Ruiz', 'correct horse battery', 'Northwind')
const scopes = [
  'workflow:read',
  'workflow:execute',
  'workflow:admin',
  'content:read',
  'content:write',
  'content:approve',
  'usage:admin',
]
const membership = (it) => ({
  workspace_id: it.workspace_id,
  workspace_name: it.name,
  slug: it.slug,
  former_slugs: ['old-' + it.slug],
  role: 'owner',
  scopes,
  is_client: false,
})

class Refused extends Error {
  constructor(status, code, detail, more = {}) {
    super(detail)
    this.body = {
      type: 'about:blank',
      title: detail,
      status,
      detail,
      code,
      request_id: randomUUID(),
      ...more,
    }
    this.status = status
  }
}

function tokenFor(it, response) {
  const refresh = randomUUID()
  sessions.set(refresh, it)
  response.setHeader(
    'Set-Cookie',
    `pm_refresh=${refresh}; HttpOnly; SameSite=Strict; Path=/api/v1/auth`,
  )
  const access_token = randomUUID()
  sessions.set(access_token, it)
  return {
    access_token,
    token_type: 'bearer',
    expires_in: 900,
    user: it.user,
    workspaces: [membership(it)],
  }
}
const cookieOf = (request) => /pm_refresh=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]

function createRun(it, body) {
  const run = {
    id: randomUUID(),
    number: runs.length + 1,
    workspace_id: it.workspace_id,
    label: body.story_label || body.story.slice(0, 56).replace(/\s+\S*$/, '') + '…',
    config_slug: body.config ?? 'offline',
    tier: 'standard',
    status: 'queued',
    offline: (body.config ?? 'offline') === 'offline',
    total_tokens: 0,
    total_cost_usd: 0,
    credits_quoted: 0,
    started_by: it.user.id,
    created_at: now(),
    config_hash: hash('config'),
    unattended: false,
    skip_questions: false,
    pause_requested: false,
    attempt: 1,
    total_input_tokens: 0,
    total_output_tokens: 0,
    active_s: 0,
    wall_s: 0,
    story: { output_id: randomUUID(), text: body.story },
    breaker: { state_visit_limit: 3, transition_limit: 20, transitions: 0, max_cost_usd: 5 },
    progress: { state_index: 0, states_total_estimate: 8, percent: 0, label: '' },
    last_seq: 0,
  }
  const live = {
    run,
    visits: [],
    outputs: [],
    verdicts: [],
    events: [],
    decisions: [],
    listeners: new Set(),
    paused: false,
  }
  runs.push(live)
  emit(live, 'run.created', { config_slug: run.config_slug })
  play(live)
  return live
}

function emit(live, type, data = {}, state, visit) {
  const event = {
    type,
    run_id: live.run.id,
    workspace_id: live.run.workspace_id,
    at: now(),
    state,
    visit,
    data,
  }
  if (type !== 'agent.delta') {
    event.seq = ++live.run.last_seq
    live.events.push(event)
  }
  for (const send of live.listeners) send(event)
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed))
async function beat(live, ms) {
  await sleep(ms)
  while (live.paused) await sleep(200)
  if (live.stopped) throw new Error('stopped')
}

const ended = (live, status) => {
  Object.assign(live.run, {
    status,
    completed_at: now(),
    credits_charged: 0,
    current_state: undefined,
  })
  emit(live, { complete: 'run.completed', aborted: 'run.aborted', failed: 'run.failed' }[status], {
    final_state: live.run.final_state,
    credits_charged: 0,
    final_score: live.run.final_score,
  })
  emit2end(live)
}
const emit2end = (live) => live.listeners.forEach((send) => send(undefined))

async function play(live) {
  const { run } = live
  try {
    await beat(live, 500)
    Object.assign(run, { status: 'running', started_at: now() })
    emit(live, 'run.started', {})
    await single(live, 'story-review', 'review', script.review, 'offline')
    await single(live, 'story-process', 'processed', script.processed, 'offline')
    await fanOut(live, 'draft', 'draft', script.drafts(run.story.text))
    await audit(live, 'cross-audit', script.crossAudit)
    await single(live, 'synthesize', 'final', script.post, 'offline', 1)
    await audit(live, 'final-audit', script.finalAudit)
    askApproval(live)
  } catch (error) {
    if (error.message !== 'stopped') throw error
  }
}

function enter(live, state, type) {
  const visit = {
    id: randomUUID(),
    state,
    type,
    visit: live.visits.filter((each) => each.state === state).length + 1,
    status: 'running',
    has_feedback: false,
    input_output_ids: [],
    started_at: now(),
    slots: [],
  }
  const before = live.visits.at(-1)
  if (before) {
    Object.assign(before, {
      status: 'done',
      next_state: state,
      completed_at: now(),
      transition: before.transition ?? 'success',
      duration_s: (Date.now() - Date.parse(before.started_at)) / 1000,
    })
    emit(
      live,
      'state.completed',
      { transition: before.transition, next_state: state, duration_s: before.duration_s },
      before.state,
      before.visit,
    )
  }
  live.visits.push(visit)
  live.run.breaker.transitions += 1
  live.run.current_state = state
  emit(live, 'state.entered', { type, has_feedback: false }, state, visit.visit)
  return visit
}

function store(live, visit, slot, output_type, content) {
  const path = `${visit.state}/${slot.agent}`
  for (const each of live.outputs) if (each.path === path) each.is_latest = false
  const output = {
    id: randomUUID(),
    output_type,
    path,
    version: live.outputs.filter((each) => each.path === path).length + 1,
    is_latest: true,
    state: visit.state,
    visit: visit.visit,
    slot: slot.slot,
    agent: slot.agent,
    provider: 'offline',
    model: 'rules',
    is_llm: false,
    author: 'agent',
    words: content.split(/\s+/).length,
    content,
    content_hash: hash(content),
    cleanups: [],
    notes: [],
    created_at: now(),
  }
  live.outputs.push(output)
  slot.output_id = output.id
  emit(
    live,
    'output.written',
    {
      output_id: output.id,
      output_type,
      agent: slot.agent,
      slot: slot.slot,
      words: output.words,
      content,
    },
    visit.state,
    visit.visit,
  )
  return output
}

async function write(live, visit, agent, slotNumber, persona, output_type, content, stepMs) {
  const slot = { slot: slotNumber, agent, persona, status: 'started', tokens: 0, attempts: 1 }
  visit.slots.push(slot)
  const started = Date.now()
  emit(
    live,
    'agent.started',
    { agent, slot: slotNumber, model: 'rules', attempt: 1 },
    visit.state,
    visit.visit,
  )
  for (let at = 0; at < content.length && stepMs; at += 60) {
    await beat(live, stepMs)
    emit(
      live,
      'agent.delta',
      {
        agent,
        slot: slotNumber,
        visit: visit.visit,
        attempt: 1,
        at,
        text: content.slice(at, at + 60),
      },
      visit.state,
      visit.visit,
    )
  }
  await beat(live, 300)
  Object.assign(slot, {
    status: 'succeeded',
    tokens: Math.round(content.length / 4),
    cost_usd: 0,
    duration_s: (Date.now() - started) / 1000,
  })
  live.run.total_tokens += slot.tokens
  emit(
    live,
    'agent.completed',
    {
      agent,
      slot: slotNumber,
      tokens: slot.tokens,
      cost_usd: 0,
      duration_s: slot.duration_s,
      attempt: 1,
    },
    visit.state,
    visit.visit,
  )
  return store(live, visit, slot, output_type, content)
}

async function single(live, state, output_type, content, agent, stepMs = 0) {
  const visit = enter(live, state, 'single')
  await write(live, visit, agent, 0, state, output_type, content, stepMs && 120)
}
async function fanOut(live, state, output_type, drafts) {
  const visit = enter(live, state, 'fan-out')
  await Promise.all(
    drafts.map(({ agent, content }, index) =>
      write(live, visit, agent, index, 'writer', output_type, content, 160 + index * 60),
    ),
  )
}
async function audit(live, state, verdicts) {
  const visit = enter(live, state, 'fan-out')
  for (const [index, verdict] of verdicts.entries()) {
    const output = await write(
      live,
      visit,
      verdict.auditor_agent,
      index,
      verdict.auditor_persona,
      'audit',
      JSON.stringify(verdict),
      0,
    )
    live.verdicts.push({
      id: output.id,
      state,
      visit: visit.visit,
      slot: index,
      valid: true,
      deterministic: true,
      issues: [],
      fabrications: [],
      questions: [],
      drafts: [],
      feedback: '',
      created_at: now(),
      ...verdict,
    })
    emit(
      live,
      'audit.verdict',
      { auditor: verdict.auditor_agent, score: verdict.score, decision: verdict.decision },
      state,
      visit.visit,
    )
  }
  visit.transition = 'proceed'
}

function askApproval(live) {
  const visit = enter(live, 'human-approval', 'human-approval')
  const content = live.outputs.findLast((each) => each.output_type === 'final')
  const decision = {
    id: randomUUID(),
    run_id: live.run.id,
    state: 'human-approval',
    visit: visit.visit,
    kind: 'approval',
    status: 'open',
    options: ['approved', 'feedback', 'retry', 'abort'],
    questions: [],
    content_output_ids: [content.id],
    content_hash: content.content_hash,
    created_at: now(),
  }
  live.decisions.push(decision)
  Object.assign(live.run, {
    status: 'awaiting_human',
    open_decision: decision,
    awaiting: { decision_id: decision.id, kind: 'approval' },
    final_score: 8,
  })
  emit(live, 'quality.report', { output_id: content.id, score: 8 })
  emit(
    live,
    'decision.requested',
    { decision_id: decision.id, kind: 'approval' },
    'human-approval',
    visit.visit,
  )
}

function decide(live, it, body) {
  const decision = live.decisions.find((each) => each.id === body.decision_id)
  if (!decision || live.run.open_decision?.id !== decision.id)
    throw new Refused(409, 'decision.stale', 'This decision is no longer open.')
  if (body.decision === 'feedback' && !body.feedback && !body.edited_content)
    throw new Refused(422, 'decision.feedback_required', 'Say what should change.')
  let content = live.outputs.findLast((each) => each.output_type === 'final')
  if (body.edited_content) {
    const found = script
      .report(body.edited_content)
      .findings.filter(({ severity }) => severity === 'block')
    if (found.length && !body.accept_findings)
      throw new Refused(
        422,
        'decision.edit_has_blocking_findings',
        'The edited text has blocking findings.',
        { findings: found },
      )
    content = {
      ...content,
      id: randomUUID(),
      version: content.version + 1,
      author: 'human',
      content: body.edited_content,
      content_hash: hash(body.edited_content),
    }
    live.outputs.push(content)
  }
  Object.assign(decision, {
    status: 'decided',
    decision: body.decision,
    decided_by: { id: it.user.id, name: it.user.full_name },
    decided_at: now(),
  })
  Object.assign(live.run, { open_decision: undefined, awaiting: undefined, status: 'running' })
  emit(live, 'decision.made', {
    decision_id: decision.id,
    decision: body.decision,
    by: it.user.full_name,
  })
  if (body.decision === 'abort') ended(live, 'aborted')
  else if (body.decision === 'approved') {
    const visit = live.visits.at(-1)
    Object.assign(visit, {
      status: 'done',
      transition: 'approved',
      next_state: 'complete',
      completed_at: now(),
    })
    const number = posts.length + 1
    const post = {
      id: randomUUID(),
      post_number: number,
      ref: `post_${String(number).padStart(2, '0')}`,
      topic: live.run.label,
      status: 'ready',
      version_number: 1,
      word_count: content.content.split(/\s+/).length,
      char_count: content.content.length,
      excerpt: content.content.slice(0, 200),
      content: content.content,
      run_id: live.run.id,
      run_number: live.run.number,
      offline: live.run.offline,
      created_at: now(),
      updated_at: now(),
      revision: 1,
      workspace_id: it.workspace_id,
    }
    posts.push(post)
    Object.assign(live.run, {
      final_state: 'complete',
      final_output_id: content.id,
      post_id: post.id,
    })
    ended(live, 'complete')
  } else {
    setTimeout(async () => {
      await single(live, 'synthesize', 'final', script.secondPost, 'offline', 1)
      await audit(live, 'final-audit', script.finalAudit)
      askApproval(live)
    }, 100)
  }
  return live.run
}

function api(method, path, query, body, request, response) {
  if (path === '/api/v1/auth/config')
    return {
      registration_open: true,
      password_min: 10,
      password_max: 128,
      mail_configured: false,
      offline_only: true,
    }
  if (path === '/api/v1/auth/login') {
    const it = accounts.get(body.email)
    if (!it || it.password !== body.password)
      throw new Refused(401, 'auth.invalid_credentials', 'E-mail or password is wrong.')
    return tokenFor(it, response)
  }
  if (path === '/api/v1/auth/register') {
    if (accounts.has(body.email))
      throw new Refused(409, 'auth.email_taken', 'This address already has an account.')
    if (/^(.)\1+$|password/.test(body.password))
      throw new Refused(
        422,
        'auth.password_weak',
        'This password is easy to guess. Use a few unrelated words.',
      )
    response.statusCode = 201
    return tokenFor(
      account(body.email, body.full_name, body.password, body.workspace_name),
      response,
    )
  }
  if (path === '/api/v1/auth/refresh') {
    const it = sessions.get(cookieOf(request))
    if (!it) throw new Refused(401, 'auth.refresh_invalid', 'Sign in again.')
    sessions.delete(cookieOf(request))
    return tokenFor(it, response)
  }
  const it = sessions.get((request.headers.authorization ?? '').replace('Bearer ', ''))
  if (path === '/api/v1/auth/logout') {
    sessions.delete(cookieOf(request))
    response.statusCode = 204
    return undefined
  }
  if (!it) throw new Refused(401, 'auth.token_invalid', 'Sign in.')
  if (path === '/api/v1/auth/me')
    return { user: it.user, memberships: [membership(it)], pending_invites: 0 }
  if (path === '/api/v1/auth/sessions')
    return {
      items: [
        {
          id: randomUUID(),
          device_label: 'Chromium on Linux',
          ip_address: '127.0.0.1',
          created_at: now(),
          last_activity_at: now(),
          expires_at: now(),
          is_current: true,
        },
        {
          id: randomUUID(),
          device_label: 'Firefox on Android',
          ip_address: '192.0.2.7',
          created_at: now(),
          last_activity_at: new Date(Date.now() - 86_400_000).toISOString(),
          expires_at: now(),
          is_current: false,
        },
      ],
    }
  if (path === '/api/v1/auth/logout-all') return { revoked: 1 }
  const inside = /^\/api\/v1\/w\/([^/]+)(\/.*)?$/.exec(path)
  if (!inside || inside[1] !== it.workspace_id)
    throw new Refused(404, 'not_found', 'There is nothing here.')
  return workspace(method, inside[2] ?? '', query, body, it, response)
}

function workspace(method, path, query, body, it, response) {
  if (path === '/permissions') return { role: 'owner', scopes, features: {} }
  if (path === '/workflow-configs') return script.configs
  if (path === '/workflow-runs/quote') return script.quote(body.config)
  if (path === '/quality/check')
    return {
      ...script.report(body.text),
      provenance: script.provenance(
        body.text,
        runs.find((each) => each.run.id === body.run_id)?.run.story.text ?? '',
      ),
    }
  if (path === '/posts') {
    const items = posts.filter(
      (post) =>
        post.workspace_id === it.workspace_id &&
        (!query.get('q') || post.topic.toLowerCase().includes(query.get('q').toLowerCase())),
    )
    return { items: items.toReversed().map((post) => ({ ...post, content: undefined })) }
  }
  const post = /^\/posts\/(.+)$/.exec(path)
  if (post) {
    const found = posts.find((each) => each.id === post[1] || String(each.post_number) === post[1])
    if (!found) throw new Refused(404, 'not_found', 'There is no such post.')
    return found
  }
  if (path === '/workflow-runs' && method === 'POST') {
    response.statusCode = 201
    return createRun(it, body).run
  }
  const mine = runs.filter(({ run }) => run.workspace_id === it.workspace_id)
  if (path === '/workflow-runs') {
    const q = query.get('q')?.toLowerCase()
    const items = mine
      .map(({ run }) => run)
      .filter(
        (run) =>
          (!query.get('status') || run.status === query.get('status')) &&
          (!q || run.label.toLowerCase().includes(q)),
      )
    return { items: items.toReversed() }
  }
  const match = /^\/workflow-runs\/([^/]+)(?:\/(.+))?$/.exec(path)
  const live =
    match && mine.find(({ run }) => run.id === match[1] || String(run.number) === match[1])
  if (!live) throw new Refused(404, 'not_found', 'There is no such run.')
  return runPart(live, match[2], method, query, body, it)
}

function runPart(live, part, method, query, body, it) {
  const { run } = live
  const chosen = () =>
    live.outputs.find((output) => output.id === query.get('output_id')) ??
    live.outputs.findLast((output) => output.output_type === 'final')
  switch (part) {
    case undefined:
      return run
    case 'states':
      return { items: live.visits }
    case 'outputs':
      return { items: live.outputs }
    case 'audits':
      return { items: live.verdicts }
    case 'graph':
      return script.graph
    case 'decisions':
      return method === 'POST' ? decide(live, it, body) : { items: live.decisions }
    case 'quality':
      return { ...script.report(chosen().content), output_id: chosen().id, run_id: run.id }
    case 'provenance':
      return { output_id: chosen().id, ...script.provenance(chosen().content, run.story.text) }
    case 'tokens':
      return script.tokens(live)
    case 'events':
      return {
        items: live.events
          .filter((event) => event.seq > Number(query.get('after') ?? 0))
          .slice(0, 200),
        next_after: run.last_seq,
      }
    case 'pause':
      live.paused = true
      run.status = 'paused'
      emit(live, 'run.paused', {})
      return run
    case 'resume':
      live.paused = false
      run.status = 'running'
      emit(live, 'run.resumed', {})
      return run
    case 'abort':
      live.stopped = true
      live.paused = false
      run.open_decision = undefined
      ended(live, 'aborted')
      return run
    default:
      throw new Refused(404, 'not_found', 'There is nothing here.')
  }
}

function stream(live, after, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  const send = (event) => {
    if (event === undefined) return response.end('event: stream.end\ndata: {}\n\n')
    response.write(
      `${event.seq ? `id: ${event.seq}\n` : ''}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    )
  }
  response.write(': open\n\n')
  live.events.filter((event) => event.seq > after).forEach(send)
  if (['complete', 'aborted', 'failed', 'halted'].includes(live.run.status)) return send(undefined)
  live.listeners.add(send)
  const heart = setInterval(() => response.write(': beat\n\n'), 15_000)
  response.on('close', () => {
    clearInterval(heart)
    live.listeners.delete(send)
  })
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

function serveFile(path, response) {
  const wanted = join(dist, normalize(path))
  const file =
    extname(path) && existsSync(wanted)
      ? wanted
      : extname(path)
        ? undefined
        : join(dist, 'index.html')
  if (!file) return response.writeHead(404).end()
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
  })
  response.end(readFileSync(file))
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  try {
    if ((request.headers.accept ?? '').includes('text/event-stream')) {
      const id = url.pathname.split('/').at(-2)
      const live = runs.find(({ run }) => run.id === id)
      if (live) return stream(live, Number(url.searchParams.get('after') ?? 0), response)
    }
    const answer = api(
      request.method,
      url.pathname,
      url.searchParams,
      text ? JSON.parse(text) : {},
      request,
      response,
    )
    if (answer === undefined) return response.end()
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answer))
  } catch (error) {
    const body = error.body ?? {
      status: 500,
      code: 'internal',
      title: 'The stand-in failed',
      detail: String(error.stack),
    }
    response.writeHead(body.status, { 'Content-Type': 'application/problem+json' })
    response.end(JSON.stringify(body))
  }
}).listen(port, () => process.stdout.write(`Stand-in server on http://localhost:${port}\n`))
