import type { Decision, Output, Quote, Run, RunEvent, Visit } from '@/api/types'
import type { RunPicture } from '@/api/run-events'

export const runId = '0190a000-0000-7000-8000-0000000000aa'

export const sampleRun = (change: Partial<Run> = {}): Run => ({
  id: runId,
  number: 42,
  label: 'Three meetings',
  config_slug: 'offline',
  tier: 'standard',
  story_key: 'story',
  iteration: 1,
  forced: false,
  current_state: 'draft',
  status: 'running',
  offline: true,
  total_tokens: 0,
  credits_quoted: 7,
  created_at: '2026-01-05T09:00:00Z',
  config_hash: 'c0ffee',
  platform: 'linkedin',
  unattended: false,
  skip_questions: false,
  pause_requested: false,
  attempt: 1,
  total_input_tokens: 0,
  total_output_tokens: 0,
  active_s: 0,
  wall_s: 0,
  story: { output_id: 'story', text: 'We had nine meetings. Ana counted 31 hours.' },
  breaker: { transitions: 3, transition_limit: 20, state_visit_limit: 3 },
  progress: { state_index: 3, states_total_estimate: 8, percent: 40, label: 'Drafting' },
  last_seq: 0,
  ...change,
})

export const sampleVisit = (change: Partial<Visit> = {}): Visit => ({
  id: 'visit-draft-1',
  state: 'draft',
  type: 'fan-out',
  visit: 1,
  status: 'running',
  has_feedback: false,
  input_output_ids: [],
  started_at: '2026-01-05T09:00:10Z',
  slots: [],
  ...change,
})

export const sampleOutput = (change: Partial<Output> = {}): Output => ({
  id: 'output-post',
  output_type: 'final',
  path: 'final/synthesize',
  version: 1,
  is_latest: true,
  state: 'synthesize',
  visit: 1,
  is_llm: false,
  author: 'agent',
  words: 4,
  content: 'Nine meetings a week.',
  content_hash: 'hash-1',
  cleanups: [],
  notes: [],
  created_at: '2026-01-05T09:01:00Z',
  ...change,
})

export const sampleDecision = (change: Partial<Decision> = {}): Decision => ({
  id: 'decision-1',
  run_id: runId,
  state: 'human-approval',
  visit: 1,
  kind: 'approval',
  status: 'open',
  options: ['approved', 'feedback', 'abort'],
  questions: [],
  content_output_ids: ['output-post'],
  content_hash: 'hash-1',
  created_at: '2026-01-05T09:02:00Z',
  ...change,
})

export const sampleQuote = (change: Partial<Quote> = {}): Quote => ({
  quote_id: '0190a000-0000-7000-8000-0000000000bb',
  expires_at: '2026-11-22T10:10:00Z',
  config_slug: 'offline',
  config_hash: 'x',
  tier: 'standard',
  credits: 0,
  breakdown: [],
  unusable_agents: [],
  offline: true,
  cost_usd: { expected: 0.12, high: 0.24, worst: 1, basis: 'history', sample_size: 7 },
  duration_s: { expected: 40, high: 90 },
  caps: [
    { scope: 'run', unit: 'credits', limit: 0, spent: 0, held: 0, left: 0 },
    { scope: 'workspace_day', unit: 'usd', limit: 5, spent: 4.9, held: 0, left: 0.1 },
  ],
  available: true,
  would_exceed: false,
  ...change,
})

export const picture = (change: Partial<RunPicture> = {}): RunPicture => ({
  run: sampleRun(),
  visits: [],
  outputs: [],
  growing: {},
  events: [],
  lastSeq: 0,
  ...change,
})

type Given = Partial<RunEvent> & { type: string }

export const event = (given: Given): RunEvent => ({
  run_id: runId,
  workspace_id: 'w',
  at: '2026-01-05T09:00:00Z',
  data: {},
  ...given,
})

/** A run as a server would send it: two drafts, a synthesis, a decision, an end. */
export const recorded: RunEvent[] = [
  event({ seq: 1, type: 'run.created' }),
  event({ seq: 2, type: 'run.started' }),
  event({ seq: 3, type: 'state.entered', state: 'draft', visit: 1, data: { type: 'fan-out' } }),
  event({
    seq: 4,
    type: 'agent.started',
    state: 'draft',
    visit: 1,
    data: { agent: 'a', slot: 0, attempt: 1 },
  }),
  event({
    seq: 5,
    type: 'agent.started',
    state: 'draft',
    visit: 1,
    data: { agent: 'b', slot: 1, attempt: 1 },
  }),
  event({
    type: 'agent.delta',
    state: 'draft',
    visit: 1,
    data: { agent: 'a', slot: 0, visit: 1, attempt: 1, at: 0, text: 'Nine ' },
  }),
  event({
    type: 'agent.delta',
    state: 'draft',
    visit: 1,
    data: { agent: 'a', slot: 0, visit: 1, attempt: 1, at: 5, text: 'meetings' },
  }),
  event({
    seq: 6,
    type: 'agent.failed',
    state: 'draft',
    visit: 1,
    data: { agent: 'b', slot: 1, attempt: 1, error_code: 'timeout' },
  }),
  event({
    seq: 7,
    type: 'output.written',
    state: 'draft',
    visit: 1,
    data: {
      agent: 'a',
      slot: 0,
      output_id: 'd1',
      output_type: 'draft',
      words: 3,
      content: 'Nine meetings gone.',
    },
  }),
  event({
    seq: 8,
    type: 'agent.completed',
    state: 'draft',
    visit: 1,
    data: { agent: 'a', slot: 0, attempt: 1, tokens: 120, duration_s: 2.5 },
  }),
  event({
    seq: 9,
    type: 'state.completed',
    state: 'draft',
    visit: 1,
    data: { transition: 'partial_success', next_state: 'synthesize', duration_s: 3 },
  }),
  event({
    seq: 10,
    type: 'state.entered',
    state: 'synthesize',
    visit: 1,
    data: { type: 'orchestrator-task' },
  }),
  event({
    seq: 11,
    type: 'decision.requested',
    state: 'human-approval',
    visit: 1,
    data: { decision_id: 'x', kind: 'approval' },
  }),
  event({ seq: 12, type: 'decision.made', data: { decision_id: 'x', decision: 'approved' } }),
  event({
    seq: 13,
    type: 'run.completed',
    data: { final_state: 'complete', credits_charged: 7, final_score: 8, total_tokens: 120 },
  }),
]
