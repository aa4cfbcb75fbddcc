import type { Output, Visit } from '@/api/types'
import { humanise } from '@/lib/format'
import { OutputLink } from './output-link'
import { PromptTexts } from './prompt-texts'
import { t } from './sentences'

type Props = { runRef: string; visit: Visit; outputs: Output[] }

/** What the prompt of a visit was made of: the role of each agent, the texts it read, a person's words. */
export function InspectorPrompt({ runRef, visit, outputs }: Props) {
  const inputs = visit.input_output_ids.flatMap(
    (id) => outputs.find((output) => output.id === id) ?? [],
  )
  const roles = visit.slots.filter((slot) => slot.persona)
  return (
    <div className="grid gap-4">
      <section className="grid gap-1">
        <h3 className="text-sm font-medium">{t('inspector.roles')}</h3>
        {roles.length === 0 ? (
          <p className="text-muted">{t('inspector.no_roles')}</p>
        ) : (
          <ul className="grid gap-1">
            {roles.map((slot) => (
              <li key={slot.slot} className="flex flex-wrap gap-x-2">
                {humanise(slot.persona ?? '')}
                <span className="text-muted">{slot.agent}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <PromptTexts runRef={runRef} visit={visit} />
      <section className="grid gap-1">
        <h3 className="text-sm font-medium">{t('inspector.inputs')}</h3>
        {inputs.length === 0 ? (
          <p className="text-muted">{t('inspector.no_inputs')}</p>
        ) : (
          <ul className="grid gap-1">
            {inputs.map((output) => (
              <li key={output.id}>
                <OutputLink output={output} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="grid gap-1">
        <h3 className="text-sm font-medium">{t('inspector.feedback')}</h3>
        <p className="text-muted">
          {visit.has_feedback ? t('inspector.with_feedback') : t('inspector.without_feedback')}
        </p>
      </section>
    </div>
  )
}
