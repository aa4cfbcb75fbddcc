import type { Output, Slot, Visit } from '@/api/types'
import { CopyButton } from '@/components/problem-panel'
import { maybe } from '@/lib/i18n'
import { OutputLink } from './output-link'
import { t } from './sentences'

type Props = { visit: Visit; outputs: Output[] }

/** The texts of a visit, one for each place, with who failed and why. */
export function InspectorOutput({ visit, outputs }: Props) {
  const byPeople = outputs.filter(
    (output) =>
      output.author === 'human' && output.state === visit.state && output.visit === visit.visit,
  )
  if (visit.slots.length === 0 && byPeople.length === 0)
    return <p className="text-muted">{t('state.no_text')}</p>
  return (
    <ul className="grid gap-3">
      {visit.slots.map((slot) => (
        <li key={slot.slot} className="grid justify-items-start gap-1">
          <Place slot={slot} output={outputs.find((output) => output.id === slot.output_id)} />
        </li>
      ))}
      {byPeople.map((output) => (
        <li key={output.id} className="grid justify-items-start gap-1">
          <span className="text-sm text-muted">{t('outputs.human')}</span>
          <Text output={output} />
        </li>
      ))}
    </ul>
  )
}

function Place({ slot, output }: { slot: Slot; output?: Output }) {
  return (
    <>
      <span className="flex w-full justify-between gap-2 text-sm">
        <span className="min-w-0 truncate font-medium">{slot.agent}</span>
        <span className="shrink-0 text-muted">{maybe(`slot.${slot.status}`) ?? slot.status}</span>
      </span>
      {slot.error && <span className="text-sm break-words text-danger">{slot.error}</span>}
      {output && <Text output={output} />}
    </>
  )
}

function Text({ output }: { output: Output }) {
  return (
    <>
      <OutputLink output={output} />
      <p className="line-clamp-3 break-words text-muted" dir="auto">
        {output.content.slice(0, 400)}
      </p>
      <CopyButton text={output.content} label={t('action.copy')} />
    </>
  )
}
