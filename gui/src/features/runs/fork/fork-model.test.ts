import { describe, expect, it } from 'vitest'
import type { Graph, VisitPrompt } from '@/api/types'
import { sampleOutput, sampleVisit } from '@/test/samples'
import {
  editable,
  forkPoints,
  inherited,
  requestOf,
  rolesOf,
  statesFrom,
  type ForkForm,
} from './fork-model'

const slot = (agent: string, index = 0) => ({ slot: index, agent, label: agent })
const node = (state: string, type: string, path_index?: number, slots = [slot('editor')]) => ({
  state,
  type,
  path_index,
  slots,
  error: false,
})
const graph: Graph = {
  nodes: [
    node('start', 'initial', 0, []),
    node('draft', 'fan-out', 1, [slot('a'), slot('b', 1)]),
    node('synthesize', 'orchestrator-task', 2),
    node('feedback', 'human-approval', undefined, []),
    node('complete', 'terminal', 3, []),
  ],
  edges: [{ from: 'feedback', to: 'synthesize', key: 'feedback', kind: 'retry' }],
}
const at = (second: number) => `2026-01-05T09:00:${String(second).padStart(2, '0')}Z`
const story = sampleOutput({
  id: 'story',
  output_type: 'input',
  path: 'input/story.md',
  state: undefined,
  visit: undefined,
  author: 'human',
  created_at: at(0),
})
const draft = (agent: string, second: number) =>
  sampleOutput({
    id: `draft-${agent}`,
    output_type: 'draft',
    path: `draft/${agent}`,
    state: 'draft',
    visit: 1,
    agent,
    created_at: at(second),
  })
const outputs = [story, draft('a', 11), draft('b', 12)]
const visits = [
  sampleVisit({ id: 'v0', state: 'start', type: 'initial', started_at: at(1) }),
  sampleVisit({ id: 'v1', started_at: at(10) }),
  sampleVisit({ id: 'v2', state: 'synthesize', started_at: at(20) }),
]
const form: ForkForm = {
  state: 'draft',
  visit: 1,
  slots: ['a', 'b'],
  kind: 'none',
  persona: '',
  template: '',
  agent: '',
  model: '',
  replaced: '',
  by: '',
  outputId: '',
  text: '',
  note: '',
  label: '',
  maxCredits: '',
  maxCost: '',
}

describe('where a run can be forked', () => {
  it('is every visited state but the first and the ends', () => {
    const ended = [...visits, sampleVisit({ state: 'complete', type: 'terminal' })]
    expect(forkPoints(graph, ended, outputs).map(({ state }) => state)).toEqual([
      'draft',
      'synthesize',
    ])
  })

  it('in a fork also where its inherited texts were written', () => {
    const points = forkPoints(graph, visits.slice(2), outputs)
    expect(points).toEqual([
      { state: 'draft', visit: 1, since: at(11) },
      { id: 'v2', state: 'synthesize', visit: 1, since: at(20) },
    ])
  })
})

describe('what a fork does', () => {
  const point = { state: 'draft', visit: 1, since: at(10) }

  it('keeps what was there before, and the places that are not asked again', () => {
    const draftNode = graph.nodes[1]
    const ids = (slots: string[]) =>
      inherited(point, outputs, draftNode, slots).map((output) => output.id)
    expect(ids(['a', 'b'])).toEqual(['story'])
    expect(ids(['b'])).toEqual(['story', 'draft-a'])
  })

  it('goes on along the path, from a side state where that leads', () => {
    const names = (state: string) => statesFrom(graph, state).map((each) => each.state)
    expect(names('synthesize')).toEqual(['synthesize', 'complete'])
    expect(names('feedback')).toEqual(['feedback', 'synthesize', 'complete'])
  })

  it('offers the newest version of each text, but no verdicts', () => {
    const revised = sampleOutput({ ...draft('a', 15), id: 'again', version: 2 })
    const audit = sampleOutput({ id: 'audit', output_type: 'audit', path: 'audit/x' })
    expect(editable([...outputs, revised, audit]).map(({ id }) => id)).toEqual([
      'story',
      'again',
      'draft-b',
    ])
  })

  it('knows the newest words of each role that is asked again', () => {
    const prompt = (state: string, persona: string, text: string): VisitPrompt => ({
      state,
      visit: 1,
      persona,
      source: 'system',
      parts: [{ kind: 'persona', slug: persona, version: 1, text }],
    })
    const roles = rolesOf(statesFrom(graph, 'synthesize'), [
      prompt('draft', 'writer', 'Write.'),
      prompt('synthesize', 'editor', 'Join.'),
      prompt('synthesize', 'editor', 'Join well.'),
    ])
    expect([...roles]).toEqual([['editor', 'Join well.']])
  })
})

describe('the request of a fork', () => {
  const agents = ['a', 'b']
  it('says only what is different', () => {
    expect(requestOf(form, {}, agents)).toEqual({ from: { state: 'draft', visit: 1 } })
  })

  it('leaves out words and texts that stayed as they are', () => {
    const same = { ...form, kind: 'persona', persona: 'writer', template: 'Write.' } as const
    expect(requestOf(same, { template: 'Write.' }, agents).changes).toBeUndefined()
    const text = { ...form, kind: 'text', outputId: 'story', text: 'Once.' } as const
    expect(requestOf(text, { text: 'Once.' }, agents).texts).toBeUndefined()
  })

  it.each([
    [
      { kind: 'persona', persona: 'writer', template: 'Other.' },
      { changes: { personas: { writer: { template: 'Other.' } } } },
    ],
    [
      { kind: 'model', agent: 'a', model: ' opus ' },
      { changes: { agents: { a: { model: 'opus' } } } },
    ],
    [{ kind: 'agent', replaced: 'a', by: 'c' }, { changes: { replace_agents: { a: 'c' } } }],
    [
      { kind: 'text', outputId: 'story', text: 'Twice.' },
      { texts: [{ output_id: 'story', text: 'Twice.' }] },
    ],
    [{ slots: ['b'] }, { only_slots: ['b'] }],
    [
      { note: ' Shorter. ', label: ' Mine ', maxCredits: '9', maxCost: '2,5' },
      { note: 'Shorter.', label: 'Mine', max_credits: 9, max_cost_usd: 2.5 },
    ],
    [{ kind: 'model', agent: '', model: 'opus' }, {}],
  ] as [Partial<ForkForm>, object][])('of %j has %j', (change, expected) => {
    const { from, ...rest } = requestOf({ ...form, ...change }, {}, agents)
    expect(from).toEqual({ state: 'draft', visit: 1 })
    expect(JSON.parse(JSON.stringify(rest))).toEqual(expected)
  })
})
