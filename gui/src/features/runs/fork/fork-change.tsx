import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Output } from '@/api/types'
import { usePermission } from '@/components/gate'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { changeKinds, type ForkForm } from './fork-model'
import { declaredAgentsQuery } from './fork-queries'
import { t } from './sentences'

type Props = {
  config: string
  form: ForkForm
  /** What each role was told; missing for readers who may not see the product's words. */
  roles: Map<string, string | undefined>
  texts: Output[]
  /** Agents that will be asked. */
  working: string[]
  change: (next: Partial<ForkForm>) => void
}

/** The one thing that is different from the source, so that the two can be compared. */
export function ForkChange(props: Props) {
  const { form, change } = props
  const mayReword = usePermission('strategy:write')
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium">{t('fork.change')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {changeKinds.map((kind) => (
          <label key={kind} className="flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="fork-change"
              className="size-4 accent-primary"
              checked={form.kind === kind}
              disabled={kind === 'persona' && !mayReword}
              onChange={() => change({ kind })}
            />
            {t(`fork.change.${kind}`)}
          </label>
        ))}
      </div>
      {!mayReword && <p className="text-sm text-muted">{t('fork.persona.no_right')}</p>}
      {form.kind === 'persona' && <Persona {...props} />}
      {(form.kind === 'model' || form.kind === 'agent') && <Agents {...props} />}
      {form.kind === 'text' && <Text {...props} />}
    </fieldset>
  )
}

function Persona({ form, roles, change }: Props) {
  if (roles.size === 0) return <p className="text-muted">{t('fork.persona.none')}</p>
  return (
    <>
      <Field label={t('fork.persona')}>
        {(wired) => (
          <Select
            {...wired}
            value={form.persona}
            onChange={(event) =>
              change({
                persona: event.target.value,
                template: roles.get(event.target.value) ?? '',
              })
            }
          >
            <option value="">{t('fork.choose')}</option>
            {[...roles.keys()].map((role) => (
              <option key={role} value={role}>
                {humanise(role)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {form.persona !== '' && (
        <Field label={t('fork.persona.text')} hint={t('fork.persona.text.hint')}>
          {(wired) => (
            <Textarea
              {...wired}
              dir="auto"
              className="min-h-48 font-mono text-sm"
              value={form.template}
              onChange={(event) => change({ template: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

function Agents({ config, form, working, change }: Props) {
  const { id } = useWorkspace()
  const list = useId()
  const declared = useQuery(declaredAgentsQuery(id, config)).data ?? []
  const models = [...new Set(declared.flatMap((agent) => [agent.model ?? agent.model_id]))]
  const others = [...new Set([...declared.map((agent) => agent.name), ...working])]
  const swap = form.kind === 'agent'
  const chosen = swap ? form.replaced : form.agent
  const current = declared.find((agent) => agent.name === chosen)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label={t('fork.agent')}
        hint={current && t('fork.agent.now', { model: current.model ?? current.model_id })}
      >
        {(wired) => (
          <Select
            {...wired}
            value={chosen}
            onChange={(event) =>
              change(swap ? { replaced: event.target.value } : { agent: event.target.value })
            }
          >
            <option value="">{t('fork.choose')}</option>
            {working.map((agent) => (
              <option key={agent} value={agent}>
                {agent}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {swap ? (
        <Field label={t('fork.by')} hint={t('fork.by.hint')}>
          {(wired) => (
            <Select
              {...wired}
              value={form.by}
              onChange={(event) => change({ by: event.target.value })}
            >
              <option value="">{t('fork.choose')}</option>
              {others
                .filter((agent) => agent !== form.replaced)
                .map((agent) => (
                  <option key={agent} value={agent}>
                    {agent}
                  </option>
                ))}
            </Select>
          )}
        </Field>
      ) : (
        <Field label={t('fork.model')} hint={t('fork.model.hint')}>
          {(wired) => (
            <>
              <Input
                {...wired}
                list={list}
                autoComplete="off"
                value={form.model}
                onChange={(event) => change({ model: event.target.value })}
              />
              <datalist id={list}>
                {models.map((model) => (
                  <option key={model} value={model} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
    </div>
  )
}

function Text({ form, texts, change }: Props) {
  if (texts.length === 0) return <p className="text-muted">{t('fork.text.none')}</p>
  return (
    <>
      <Field label={t('fork.text')}>
        {(wired) => (
          <Select
            {...wired}
            value={form.outputId}
            onChange={(event) =>
              change({
                outputId: event.target.value,
                text: texts.find((each) => each.id === event.target.value)?.content ?? '',
              })
            }
          >
            <option value="">{t('fork.choose')}</option>
            {texts.map((each) => (
              <option key={each.id} value={each.id}>
                {[humanise(each.output_type), each.agent].filter(Boolean).join(' · ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {form.outputId !== '' && (
        <Field label={t('fork.text.new')} hint={t('fork.text.hint')}>
          {(wired) => (
            <Textarea
              {...wired}
              dir="auto"
              className="min-h-48"
              value={form.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
