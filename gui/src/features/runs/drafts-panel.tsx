import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { growingKey, type Growing } from '@/api/run-events'
import type { Output, Slot, Visit } from '@/api/types'
import { Check } from '@/components/ui/field'
import { humanise } from '@/lib/format'
import { DiffView } from '@/components/diff-view'
import { useWorkspace } from '@/lib/workspace'
import { DraftCard } from './draft-card'
import type { FlowNode } from './flow-model'
import { fidelityQuery, growingQuery, outputsQuery } from './queries'
import { t } from './sentences'

type Props = { runRef: string; node: FlowNode; visit?: Visit }

export type DraftInView = { slot: Slot; label: string; output?: Output; growing?: Growing }

/** Drafts side by side: what is being written grows, what is stored stands. */
export function DraftsPanel({ runRef, node, visit }: Props) {
  const { id } = useWorkspace()
  const outputs = useQuery(outputsQuery(id, runRef)).data ?? []
  const heard = useQuery(fidelityQuery(id, runRef, outputs.length)).data ?? []
  const growing = useQuery(growingQuery(id, runRef)).data
  const [compared, setCompared] = useState<number[]>([])
  const drafts = draftsOf(node, visit, outputs, growing)
  const chosen = compared.flatMap(
    (slot) => drafts.find((draft) => draft.slot.slot === slot)?.output ?? [],
  )
  const written = drafts.filter((draft) => draft.output).length

  return (
    <div className="@container grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-baseline gap-2">
        <h2 id="text-title" className="font-semibold">
          {humanise(node.state)}
        </h2>
        <span className="text-sm text-muted">
          {t('drafts.written', { n: written, total: drafts.length })}
        </span>
      </div>
      <ul className="grid gap-3 @lg:auto-cols-[minmax(13rem,1fr)] @lg:grid-flow-col @lg:overflow-x-auto @lg:pb-2">
        {drafts.map((draft) => (
          <li key={draft.slot.slot} className="min-w-0">
            <DraftCard
              draft={draft}
              voice={heard.find((one) => one.output_id === draft.output?.id)?.score}
            >
              {draft.output && written > 1 && (
                <Check
                  className="text-sm"
                  label={t('drafts.compare')}
                  checked={compared.includes(draft.slot.slot)}
                  onChange={(event) =>
                    setCompared((old) =>
                      event.target.checked
                        ? [...old, draft.slot.slot].slice(-2)
                        : old.filter((each) => each !== draft.slot.slot),
                    )
                  }
                />
              )}
            </DraftCard>
          </li>
        ))}
      </ul>
      {chosen[0] && chosen[1] && (
        <section aria-label={t('drafts.comparison')} className="border-t border-line pt-3">
          <h3 className="mb-2 font-medium">
            {t('drafts.comparison_of', { a: chosen[0].agent ?? '', b: chosen[1].agent ?? '' })}
          </h3>
          <DiffView before={chosen[0].content} after={chosen[1].content} />
        </section>
      )}
    </div>
  )
}

function draftsOf(
  node: FlowNode,
  visit: Visit | undefined,
  outputs: Output[],
  growing: Record<string, Growing>,
): DraftInView[] {
  const planned = node.slots.map(({ slot, agent, persona, label }) => ({
    slot,
    agent,
    persona,
    label,
  }))
  const extra = (visit?.slots ?? [])
    .filter((slot) => !planned.some((each) => each.slot === slot.slot))
    .map(({ slot, agent, persona }) => ({ slot, agent, persona, label: agent }))
  return [...planned, ...extra].map(({ label, ...plan }) => {
    const slot = visit?.slots.find((each) => each.slot === plan.slot) ?? {
      ...plan,
      status: 'waiting',
      tokens: 0,
      attempts: 0,
    }
    return {
      slot,
      label,
      output: slot.output_id ? outputs.find((output) => output.id === slot.output_id) : undefined,
      growing: visit && growing[growingKey(visit.visit, slot.slot, visit.state)],
    }
  })
}
