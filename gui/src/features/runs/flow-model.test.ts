import { describe, expect, it } from 'vitest'
import type { Graph } from '@/api/types'
import { sampleRun, sampleVisit } from '@/test/samples'
import { flowOf } from './flow-model'

const node = (state: string, path_index: number, type = 'single') => ({
  state,
  type,
  path_index,
  slots: [],
  error: false,
})
const graph: Graph = {
  nodes: [node('start', 0, 'initial'), node('draft', 1), node('synthesize', 2), node('audit', 3)],
  edges: [],
}

describe('the flow of a fork', () => {
  it('shows what came before it as used again, not as left out', () => {
    const run = sampleRun({
      status: 'halted',
      fork_of: { run_id: 'source', number: 1, state: 'synthesize', visit: 1 },
    })
    const visits = [sampleVisit({ state: 'synthesize', status: 'done' })]
    const { nodes } = flowOf({ graph, run, visits, verdicts: [] })
    expect(nodes.map(({ state, mark, inherited }) => [state, mark, inherited])).toEqual([
      ['start', 'done', true],
      ['draft', 'done', true],
      ['synthesize', 'done', false],
      ['audit', 'skipped', false],
    ])
  })

  it('has no such states in a run of its own', () => {
    const { nodes } = flowOf({ graph, run: sampleRun(), visits: [], verdicts: [] })
    expect(nodes.some(({ inherited }) => inherited)).toBe(false)
  })
})
