// What the stand-in server's agents "write": one story's run, told in advance.
const sentencesOf = (text) => {
  const found = []
  for (const { segment, index } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(
    text,
  )) {
    const lead = segment.length - segment.trimStart().length
    const body = segment.trim()
    if (body) found.push({ text: body, start: index + lead, end: index + lead + body.length })
  }
  return found
}

export const review = JSON.stringify({
  decision: 'proceed',
  score: 8,
  strengths: ['Concrete figures', 'A clear before and after'],
  missing: [],
  questions: [],
})
export const processed =
  '## Shape\nFULL\n\n## Elements\nFailure: fires ruined houses while neighbours stood by.\nFix: thirty men agreed to keep buckets and bags ready and to meet once a month.\nScar: the fines for absence bought engines for each company.'

const opening =
  'Since these institutions, the city has never lost by fire more than one or two houses at a time.'
export const post = `${opening}

It began with a paper on the different accidents and carelessnesses by which houses were set on fire.

Thirty of us formed a company. Our articles obliged every member to keep leather buckets in good order, with strong bags and baskets. We met once a month and spent a social evening together.

The small fines paid by members for absence bought fire-engines, ladders and fire-hooks.

Everybody in the city felt safer, and losses fell by 40 %.

What small rule would your company keep for fifty years? 🔥`
export const secondPost = post.replace(
  'Everybody in the city felt safer, and losses fell by 40 %.\n\n',
  '',
)

export const drafts = (story) => {
  const lines = sentencesOf(story).map(({ text }) => text)
  return [
    { agent: 'offline-plain', content: lines.slice(0, 4).join('\n\n') },
    {
      agent: 'offline-scene',
      content: [lines.at(-1), lines[0], lines[2]].filter(Boolean).join('\n\n'),
    },
    { agent: 'offline-lesson', content: post },
  ]
}

export const crossAudit = [
  {
    auditor_agent: 'offline-fabrication-auditor',
    auditor_persona: 'fabrication-auditor',
    score: 9,
    decision: 'proceed',
    feedback: 'Every figure of the plain draft stands in the story.',
  },
  {
    auditor_agent: 'offline-style-auditor',
    auditor_persona: 'style-auditor',
    score: 7,
    decision: 'proceed',
    hook_score: 8,
    specifics_score: 9,
    voice_score: 7,
    structure_score: 7,
    feedback: 'The lesson draft opens best.',
    issues: [
      {
        severity: 'minor',
        issue: 'Two sentences begin alike.',
        fix: 'Join them.',
        quote: 'We met once a month',
      },
    ],
  },
]
export const finalAudit = [
  {
    auditor_agent: 'offline-fabrication-auditor',
    auditor_persona: 'fabrication-auditor',
    score: 8,
    decision: 'proceed',
    fabrications: [{ text: '40 %', why: 'It is not in the story.' }],
  },
  {
    auditor_agent: 'offline-style-auditor',
    auditor_persona: 'style-auditor',
    score: 9,
    decision: 'proceed',
    hook_score: 9,
    specifics_score: 8,
    voice_score: 9,
    structure_score: 9,
  },
]

export function report(text) {
  const findings = []
  const at = text.indexOf('40 %')
  if (at >= 0) {
    const start = text.lastIndexOf('\n', at) + 1
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    findings.push({
      check: 'fabrication.number',
      severity: 'block',
      start: at,
      end: at + 4,
      text: '40 %',
      message: 'is not in your story.',
      source_near: 'one or two houses at a time',
      fix: { start, end: end + 2, replacement: '' },
    })
  }
  const felt = text.indexOf('felt safer')
  if (felt >= 0)
    findings.unshift({
      check: 'fabrication.feeling',
      severity: 'warn',
      start: felt,
      end: felt + 10,
      text: 'felt safer',
      message: 'gives people a feeling the story does not tell of.',
    })
  findings.forEach((finding, index) => Object.assign(finding, { index, dismissed: false }))
  return {
    id: crypto.randomUUID(),
    content_hash: 'x',
    profile: 'linkedin',
    profile_version: 1,
    language: 'en',
    language_supported: true,
    passed: at < 0,
    score: at < 0 ? 9 : 6,
    scores: { hook: 9, accuracy: at < 0 ? 10 : 3 },
    metrics: {},
    findings,
    created_at: new Date().toISOString(),
  }
}

const words = (text) => new Set(text.toLowerCase().match(/[a-z]{4,}|\d+/g) ?? [])

export function provenance(text, story) {
  const sources = sentencesOf(story)
  const sentences = sentencesOf(text).map((sentence, index) => {
    const own = words(sentence.text)
    const links = sources
      .map((source, at) => {
        const shared_terms = [...words(source.text)].filter((word) => own.has(word))
        return {
          source: 'story',
          index: at,
          start: source.start,
          end: source.end,
          score: own.size ? shared_terms.length / own.size : 0,
          shared_terms,
        }
      })
      .filter(({ score }) => score > 0.25)
      .sort((a, b) => b.score - a.score)
      .slice(0, 2)
    const support = links[0]?.score ?? 0
    const status =
      sentence.text.includes('?') || own.size < 3
        ? 'framing'
        : support > 0.95
          ? 'verbatim'
          : support >= 0.6
            ? 'supported'
            : support >= 0.35
              ? 'weak'
              : 'unsupported'
    return { index, ...sentence, status, support, links: status === 'framing' ? [] : links }
  })
  const share = (status) =>
    sentences.filter((each) => each.status === status).length / Math.max(1, sentences.length)
  return {
    sentences,
    coverage: Object.fromEntries(
      ['verbatim', 'supported', 'weak', 'unsupported', 'framing'].map((status) => [
        status,
        share(status),
      ]),
    ),
  }
}

const node = (state, type, output_type, path_index, slots = []) => ({
  state,
  type,
  output_type,
  path_index,
  slots,
})
const slot = (agent, index = 0) => ({ slot: index, agent, label: agent })
export const graph = {
  nodes: [
    node('start', 'initial', undefined, 0),
    node('story-review', 'single', 'review', 1, [slot('offline')]),
    node('story-feedback', 'human-approval'),
    node('story-process', 'single', 'processed', 2, [slot('offline')]),
    node('draft', 'fan-out', 'draft', 3, [
      slot('offline-plain'),
      slot('offline-scene', 1),
      slot('offline-lesson', 2),
    ]),
    node('cross-audit', 'fan-out', 'audit', 4, [
      slot('offline-fabrication-auditor'),
      slot('offline-style-auditor', 1),
    ]),
    node('synthesize', 'orchestrator-task', 'final', 5, [slot('offline')]),
    node('final-audit', 'fan-out', 'final_audit', 6, [
      slot('offline-fabrication-auditor'),
      slot('offline-style-auditor', 1),
    ]),
    node('final-audit-feedback', 'human-approval'),
    node('human-approval', 'human-approval', undefined, 7),
    node('complete', 'terminal', undefined, 8),
    node('halt', 'terminal'),
  ],
  edges: [
    ['start', 'story-review', 'next', 'forward'],
    ['story-review', 'story-process', 'proceed', 'forward'],
    ['story-review', 'story-feedback', 'retry', 'forward'],
    ['story-feedback', 'story-process', 'approved', 'forward'],
    ['story-feedback', 'story-review', 'feedback', 'retry'],
    ['story-process', 'draft', 'success', 'forward'],
    ['draft', 'cross-audit', 'all_success', 'forward'],
    ['cross-audit', 'synthesize', 'proceed', 'forward'],
    ['cross-audit', 'draft', 'retry', 'retry'],
    ['synthesize', 'final-audit', 'success', 'forward'],
    ['final-audit', 'human-approval', 'proceed', 'forward'],
    ['final-audit', 'final-audit-feedback', 'retry', 'forward'],
    ['final-audit-feedback', 'synthesize', 'feedback', 'retry'],
    ['final-audit-feedback', 'complete', 'approved', 'forward'],
    ['human-approval', 'complete', 'approved', 'forward'],
    ['human-approval', 'synthesize', 'feedback', 'retry'],
    ['cross-audit', 'halt', 'halt', 'end'],
    ['draft', 'halt', 'all_failure', 'end'],
  ].map(([from, to, key, kind]) => ({ from, to, key, kind })),
}

const config = (slug, name, description, more = {}) => ({
  slug,
  name,
  description,
  environment: 'production',
  features: [],
  deprecated: false,
  price_credits: 7,
  offline: false,
  usable: false,
  ...more,
})
export const configs = {
  default_slug: 'offline',
  default_reason: 'No model provider is configured, so the offline workflow is the default.',
  items: [
    config(
      'offline',
      'Offline',
      'Chooses and orders your own sentences by rules. No model, no key, no cost.',
      { offline: true, usable: true, price_credits: 0 },
    ),
    config(
      'legacy-claude',
      'Claude and friends',
      'Three writers, two auditors, command-line agents.',
      { unusable_reason: 'The program "claude" was not found on this machine.' },
    ),
    config('groq-production', 'Groq', 'Three open models, fast.', {
      unusable_reason: 'GROQ_API_KEY is not set.',
    }),
    config('ollama-local', 'Ollama', 'Local models, private and free.', {
      price_credits: 0,
      unusable_reason: 'Nothing answers at http://localhost:11434.',
    }),
  ],
}

export const quote = (slug = 'offline') => ({
  config_slug: slug,
  config_hash: 'x',
  tier: 'standard',
  credits: 0,
  offline: true,
  unusable_agents: [],
  breakdown: [
    { item: 'base', weight: 0 },
    ...['offline-plain', 'offline-scene', 'offline-lesson'].map((agent) => ({
      item: 'draft',
      agent,
      weight: 0,
    })),
    { item: 'audit', agent: 'offline-fabrication-auditor', weight: 0 },
    { item: 'audit', agent: 'offline-style-auditor', weight: 0 },
  ],
  cost_usd: { expected: 0, high: 0, worst: 0 },
})

export function tokens({ run, visits }) {
  const slots = visits.flatMap((visit) =>
    visit.slots.map((each) => ({ ...each, state: visit.state })),
  )
  const sum = (list) => list.reduce((total, each) => total + each.tokens, 0)
  const group = (key) =>
    Object.entries(
      slots.reduce(
        (groups, each) => ({ ...groups, [each[key]]: [...(groups[each[key]] ?? []), each] }),
        {},
      ),
    )
  const row = (list) => ({
    invocations: list.length,
    input: 0,
    output: sum(list),
    total: sum(list),
    cost_usd: 0,
  })
  return {
    run_id: run.id,
    total_input: 0,
    total_output: sum(slots),
    total: sum(slots),
    total_cost_usd: 0,
    by_agent: group('agent').map(([agent, list]) => ({
      agent,
      provider: 'offline',
      model: 'rules',
      ...row(list),
    })),
    by_state: group('state').map(([state, list]) => ({
      state,
      visits: 1,
      duration_s: list.reduce((total, each) => total + (each.duration_s ?? 0), 0),
      ...row(list),
    })),
    by_purpose: {},
  }
}
