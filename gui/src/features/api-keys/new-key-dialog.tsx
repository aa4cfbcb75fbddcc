import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { scopeName } from '@/components/rights'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Check, Field, Input, Select } from '@/components/ui/field'
import { useFields } from '@/lib/use-fields'
import { useWorkspace } from '@/lib/workspace'
import { keyScopesQuery, useKeyChange, type NewApiKey } from './queries'
import { t } from './sentences'

const lives = [30, 90, 365, 730]
const usualLife = 365

type Props = { onClose: () => void; onMade: (made: NewApiKey) => void }

/** What a key is for, what it may do, and how long. */
export function NewKeyDialog({ onClose, onMade }: Props) {
  const { id } = useWorkspace()
  const known = useQuery(keyScopesQuery(id))
  const [scopes, setScopes] = useState(new Set<string>())
  const [days, setDays] = useState(usualLife)
  const form = useFields({ name: '', limit: '' }, ({ name, limit }) => ({
    name: name.trim() === '' || name.length > 100 ? t('keys.name.form') : undefined,
    limit: limit !== '' && !/^[1-9]\d{0,5}$/.test(limit) ? t('keys.limit.form') : undefined,
  }))
  const make = useKeyChange(async (workspaceId, values: typeof form.values) =>
    onMade(
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/api-keys', {
          params: { path: { workspace_id: workspaceId } },
          body: {
            name: values.name,
            scopes: [...scopes],
            expires_in_days: days,
            rate_limit_per_minute: values.limit === '' ? undefined : Number(values.limit),
          },
        }),
      ),
    ),
  )
  const toggle = (scope: string) =>
    setScopes((old) => {
      const next = new Set(old)
      if (!next.delete(scope)) next.add(scope)
      return next
    })
  return (
    <Dialog open onOpenChange={onClose} title={t('keys.new')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={form.onSubmit((values) => make.mutate(values))}
      >
        {make.error && <FormProblem message={make.error.message} />}
        <Field label={t('keys.name')} hint={t('keys.name.hint')} error={form.errors.name}>
          {(wired) => <Input {...wired} {...form.field('name')} autoComplete="off" />}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{t('keys.scopes')}</legend>
          <QueryState query={known} lines={6}>
            {(items) =>
              items.map(({ scope }) => (
                <Check
                  key={scope}
                  label={scopeName(scope)}
                  checked={scopes.has(scope)}
                  onChange={() => toggle(scope)}
                />
              ))
            }
          </QueryState>
        </fieldset>
        <Field label={t('keys.life')}>
          {(wired) => (
            <Select
              {...wired}
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {lives.map((each) => (
                <option key={each} value={each}>
                  {t('keys.days', { n: each })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('keys.limit')} hint={t('keys.limit.hint')} error={form.errors.limit}>
          {(wired) => (
            <Input {...wired} {...form.field('limit')} inputMode="numeric" autoComplete="off" />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            pending={make.isPending}
            disabled={scopes.size === 0}
          >
            {t('keys.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
