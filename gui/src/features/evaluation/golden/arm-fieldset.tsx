import { useQuery, useQueryClient } from '@tanstack/react-query'
import { personaQuery, personasQuery } from '@/api/queries'
import { usePermission } from '@/components/gate'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import type { ArmFields } from './model'
import { t } from '../sentences'

type Props = {
  side: 'a' | 'b'
  value: ArmFields
  configs: { slug: string; name: string }[]
  onChange: (value: ArmFields) => void
}

export function ArmFieldset({ side, value, configs, onChange }: Props) {
  return (
    <fieldset className="grid content-start gap-3 rounded-control border border-line p-3">
      <legend className="px-1 font-medium">{t(`golden.arm.${side}`)}</legend>
      <Field label={t('golden.config')}>
        {(wired) => (
          <Select
            {...wired}
            value={value.config}
            onChange={(event) => onChange({ ...value, config: event.target.value })}
          >
            {configs.map((config) => (
              <option key={config.slug} value={config.slug}>
                {config.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('golden.version')} hint={t('golden.version.hint')}>
        {(wired) => (
          <Input
            {...wired}
            type="number"
            min={1}
            value={value.version}
            onChange={(event) => onChange({ ...value, version: event.target.value })}
          />
        )}
      </Field>
      <Role side={side} value={value} onChange={onChange} />
    </fieldset>
  )
}

/** Other words for one role, in this arm alone. */
function Role({ value, onChange }: Omit<Props, 'configs'>) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const mayReword = usePermission('strategy:write')
  const personas = useQuery({ ...personasQuery(id), enabled: mayReword }).data?.items ?? []
  if (!mayReword) return null
  const choose = async (persona: string) => {
    onChange({ ...value, persona, template: '' })
    if (persona === '') return
    const { template } = await client.ensureQueryData(personaQuery(id, persona))
    onChange({ ...value, persona, template: template ?? '' })
  }
  return (
    <>
      <Field label={t('golden.persona')} hint={t('golden.persona.hint')}>
        {(wired) => (
          <Select
            {...wired}
            value={value.persona}
            onChange={(event) => void choose(event.target.value)}
          >
            <option value="">{t('golden.persona.none')}</option>
            {personas.map((persona) => (
              <option key={persona.slug} value={persona.slug}>
                {persona.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {value.persona !== '' && (
        <Field label={t('golden.persona.text')}>
          {(wired) => (
            <Textarea
              {...wired}
              required
              dir="auto"
              className="min-h-48 font-mono text-sm"
              value={value.template}
              onChange={(event) => onChange({ ...value, template: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
