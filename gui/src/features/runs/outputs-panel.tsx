import { useQuery } from '@tanstack/react-query'
import { growingKey } from '@/api/run-events'
import type { Run, Visit } from '@/api/types'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { DraftCard } from './draft-card'
import { growingQuery, outputsQuery, verdictsQuery } from './queries'
import { VerdictCard } from './verdict-card'
import { t } from './sentences'

type Props = { runRef: string; run: Run; state?: string; visit?: Visit }

/** What one state made or is making: its verdicts when it audits, else its texts. */
export function OutputsPanel({ runRef, run, state, visit }: Props) {
  const { id } = useWorkspace()
  const outputs = useQuery(outputsQuery(id, runRef)).data ?? []
  const growing = useQuery(growingQuery(id, runRef)).data
  const verdicts = (useQuery(verdictsQuery(id, runRef)).data ?? []).filter(
    (verdict) => verdict.state === state && verdict.visit === visit?.visit,
  )
  const slots = visit?.slots ?? []
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="text-title" className="font-semibold">
        {state ? humanise(state) : t('run.pane.text')}
      </h2>
      {slots.length === 0 && <p className="text-muted">{waitingWords(run, visit)}</p>}
      {verdicts.map((verdict) => (
        <VerdictCard key={verdict.id} verdict={verdict} />
      ))}
      {verdicts.length === 0 &&
        slots.map((slot) => (
          <DraftCard
            key={slot.slot}
            draft={{
              slot,
              label: slot.persona ? `${slot.agent} · ${humanise(slot.persona)}` : slot.agent,
              output: outputs.find((output) => output.id === slot.output_id),
              growing: visit && growing[growingKey(visit.visit, slot.slot, visit.state)],
            }}
          />
        ))}
    </div>
  )
}

function waitingWords(run: Run, visit: Visit | undefined) {
  if (run.status === 'queued') return t('run.queued')
  if (run.status === 'paused' && !visit) return t('run.paused_before')
  if (!visit) return t('state.not_reached')
  return visit.status === 'running' ? t('state.working') : t('state.no_text')
}
