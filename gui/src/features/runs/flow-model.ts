import type { Graph, GraphEdge, GraphNode, Run, Verdict, Visit } from '@/api/types'
import { isTerminal } from '@/api/run-events'
import type { Mark } from './status'

export type FlowNode = GraphNode & {
  mark: Mark
  visits: number
  /** Slots that have finished in the newest visit, of those it has. */
  done: number
  total: number
  score?: number
  current: boolean
  /** The source of a fork passed it, and the fork uses what came of it. */
  inherited: boolean
}

export type FlowEdge = GraphEdge & { taken: boolean }

/** `graph` is the untouched configuration: the same object while a run goes on, so its layout can be kept. */
export type Flow = { graph: Graph; nodes: FlowNode[]; edges: FlowEdge[] }

type Sources = { graph: Graph; run: Run; visits: Visit[]; verdicts: Verdict[] }

/** The configuration's graph with what has happened in this run laid over it. */
export function flowOf({ graph, run, visits, verdicts }: Sources): Flow {
  const over = isTerminal(run.status)
  const entry = graph.nodes.find((node) => node.state === run.fork_of?.state)
  const nodes = graph.nodes.map((node): FlowNode => {
    const own = visits.filter((visit) => visit.state === node.state)
    const newest = own.at(-1)
    const current = !over && run.current_state === node.state
    const slots = newest?.slots ?? []
    const inherited = own.length === 0 && isBefore(node, entry)
    return {
      ...node,
      mark: inherited ? 'done' : markOf(node, newest, own.length, current, run),
      inherited,
      visits: own.length,
      done: slots.filter((slot) => slot.status === 'succeeded').length,
      total: Math.max(node.slots.length, slots.length),
      score: lowestScore(verdicts, node.state, newest?.visit),
      current,
    }
  })
  const edges = graph.edges.map((edge) => ({
    ...edge,
    taken: visits.some((visit) => visit.state === edge.from && visit.next_state === edge.to),
  }))
  return { graph, nodes: nodes.toSorted((a, b) => order(a) - order(b)), edges }
}

const isBefore = (node: GraphNode, entry: GraphNode | undefined) =>
  node.path_index !== undefined &&
  entry?.path_index !== undefined &&
  node.path_index < entry.path_index

const order = (node: GraphNode) => node.path_index ?? Number.MAX_SAFE_INTEGER

function markOf(
  node: GraphNode,
  newest: Visit | undefined,
  count: number,
  current: boolean,
  run: Run,
): Mark {
  if (node.state === run.final_state) {
    if (run.status === 'complete') return 'done'
    return run.status === 'failed' ? 'failed' : 'skipped'
  }
  if (current) {
    if (run.status === 'awaiting_human') return 'needs_you'
    return run.status === 'running' ? 'running' : 'waiting'
  }
  if (run.error?.state === node.state && isTerminal(run.status)) return 'failed'
  if (node.type === 'initial' && run.started_at !== undefined) return 'done'
  if (!newest) return isTerminal(run.status) ? 'skipped' : 'waiting'
  if (newest.status === 'running') return isTerminal(run.status) ? 'skipped' : 'running'
  if (newest.slots.length > 0 && newest.slots.every((slot) => slot.status === 'failed'))
    return 'failed'
  return count > 1 ? 'looped' : 'done'
}

function lowestScore(verdicts: Verdict[], state: string, visit: number | undefined) {
  const scores = verdicts
    .filter((verdict) => verdict.state === state && verdict.visit === visit && verdict.valid)
    .flatMap((verdict) => verdict.score ?? [])
  return scores.length > 0 ? Math.min(...scores) : undefined
}

/** States a person jumps to with the keys 1 to 8: the forward path. */
export const pathStates = (flow: Flow) =>
  flow.nodes.filter((node) => node.path_index !== undefined).map((node) => node.state)
