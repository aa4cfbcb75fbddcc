import type { ForkRunRequest, Graph, GraphNode, Output, Visit, VisitPrompt } from '@/api/types'
import { capOf, creditCapOf } from '@/lib/caps'

/** A visit a run can go on from; `since` is when it began. */
export type ForkPoint = { state: string; visit: number; since: string; id?: string }

export const changeKinds = ['none', 'persona', 'model', 'agent', 'text'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Everything as typed. */
export type ForkForm = {
  state: string
  visit: number
  /** Agents of a fan-out that are asked again; all of them at first. */
  slots: string[]
  kind: ChangeKind
  persona: string
  template: string
  agent: string
  model: string
  replaced: string
  by: string
  outputId: string
  text: string
  note: string
  label: string
  maxCredits: string
  maxCost: string
}

const isForkable = (node: GraphNode | undefined) =>
  node !== undefined && node.type !== 'initial' && node.type !== 'terminal'

/**
 * The visits a run can go on from, in the order they began. A fork has the visits before its own only through the
 * texts it took over.
 */
export function forkPoints(graph: Graph, visits: Visit[], outputs: Output[]): ForkPoint[] {
  const points = new Map<string, ForkPoint>()
  const add = (point: ForkPoint) => {
    const key = `${point.state} ${point.visit}`
    const known = points.get(key)
    if (!known || (!known.id && point.since < known.since)) points.set(key, point)
  }
  for (const { id, state, visit, started_at } of visits)
    add({ id, state, visit, since: started_at })
  for (const { state, visit, created_at, author } of outputs)
    if (state !== undefined && visit !== undefined && author === 'agent')
      add({ state, visit, since: created_at })
  return [...points.values()]
    .filter(({ state }) => isForkable(graph.nodes.find((node) => node.state === state)))
    .toSorted((a, b) => a.since.localeCompare(b.since))
}

/** The texts the fork takes over, those of the places that keep their answer included. */
export function inherited(
  point: ForkPoint,
  outputs: Output[],
  node: GraphNode | undefined,
  slots: string[],
) {
  const all = agentsOf(node)
  const keeps = (output: Output) =>
    output.agent !== undefined && all.includes(output.agent) && !slots.includes(output.agent)
  return outputs.filter((output) =>
    output.state === point.state && output.visit === point.visit
      ? slots.length > 0 && keeps(output)
      : output.created_at <= point.since,
  )
}

export const agentsOf = (node: GraphNode | undefined) => [
  ...new Set(node?.slots.map((slot) => slot.agent) ?? []),
]

/** The states that will run again when all goes well, the entered one first. */
export function statesFrom(graph: Graph, state: string): GraphNode[] {
  const path = graph.nodes
    .filter((node) => node.path_index !== undefined)
    .toSorted((a, b) => (a.path_index ?? 0) - (b.path_index ?? 0))
  const entry = graph.nodes.find((node) => node.state === state)
  const at = path.findIndex((node) => node.state === state)
  if (at >= 0) return path.slice(at)
  // A side state leads back to the path where its first way forward goes.
  const next = graph.edges.find(
    (edge) => edge.from === state && path.some((node) => node.state === edge.to),
  )
  const rest = path.slice(path.findIndex((node) => node.state === next?.to))
  return entry ? [entry, ...(next ? rest : [])] : rest
}

/** The newest words each role of these states was told in the run; a role nobody asked yet is missing. */
export function rolesOf(
  states: GraphNode[],
  prompts: VisitPrompt[],
): Map<string, string | undefined> {
  const names = new Set(states.map((node) => node.state))
  const roles = new Map<string, string | undefined>()
  for (const prompt of prompts)
    if (names.has(prompt.state))
      roles.set(prompt.persona, prompt.parts.find((part) => part.kind === 'persona')?.text)
  return roles
}

/** Texts a person can sensibly reword; the verdicts of auditors are not among them. */
export const editable = (texts: Output[]) => {
  const newest = new Map<string, Output>()
  for (const text of texts)
    if (['input', 'processed', 'draft', 'final'].includes(text.output_type)) {
      const known = newest.get(text.path)
      if (!known || known.version <= text.version) newest.set(text.path, text)
    }
  return [...newest.values()]
}

/** What is sent; a change that changes nothing is left out. */
export function requestOf(
  form: ForkForm,
  original: { template?: string; text?: string },
  agents: string[],
): ForkRunRequest {
  const some = form.slots.length > 0 && form.slots.length < agents.length
  const credits = creditCapOf(form.maxCredits)
  const cost = capOf(form.maxCost)
  return {
    from: { state: form.state, visit: form.visit },
    only_slots: some ? form.slots : undefined,
    changes: changesOf(form, original.template),
    texts:
      form.kind === 'text' && form.outputId !== '' && form.text !== original.text
        ? [{ output_id: form.outputId, text: form.text }]
        : undefined,
    note: form.note.trim() || undefined,
    label: form.label.trim() || undefined,
    max_credits: Number.isNaN(credits) ? undefined : credits,
    max_cost_usd: Number.isNaN(cost) ? undefined : cost,
  }
}

function changesOf(form: ForkForm, template: string | undefined): ForkRunRequest['changes'] {
  if (form.kind === 'persona' && form.persona !== '' && form.template !== template)
    return { personas: { [form.persona]: { template: form.template } } }
  if (form.kind === 'model' && form.agent !== '' && form.model.trim() !== '')
    return { agents: { [form.agent]: { model: form.model.trim() } } }
  if (form.kind === 'agent' && form.replaced !== '' && form.by !== '')
    return { replace_agents: { [form.replaced]: form.by } }
  return undefined
}
