import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { useFields } from '@/lib/use-fields'
import { useWorkspace } from '@/lib/workspace'
import { StyleField } from '../goal-form'
import { t } from '../sentences'
import type { Draft } from './plan-step'
import { quickPlan } from './queries'

const short = (text: string) => (text.length < 2 ? t('setup.short') : undefined)
const paces = [1, 2, 3, 4, 5, 6, 7]

/** Five questions; their answer is a plan. */
export function QuickForm({ onPlan }: { onPlan: (draft: Draft) => void }) {
  const { id } = useWorkspace()
  const [style, setStyle] = useState('mixed')
  const [pace, setPace] = useState(3)
  const form = useFields({ role: '', known: '', audience: '' }, (values) => ({
    role: short(values.role),
    known: short(values.known),
    audience: short(values.audience),
  }))
  const ask = useMutation({
    mutationFn: (values: typeof form.values) =>
      quickPlan(id, {
        professional_role: values.role,
        known_for: values.known,
        target_audience: values.audience,
        content_style: style,
        posts_per_week: pace,
      }),
    onSuccess: (made, values) =>
      onPlan({
        conversationId: made.conversation_id,
        plan: made.plan,
        source: made.plan_source,
        mode: 'quick',
        positioning: `${values.role}: ${values.known}`.slice(0, 500),
        audience: values.audience,
        style,
        pace,
      }),
  })
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => ask.mutate(values))}
    >
      {ask.error && <FormProblem message={ask.error.message} />}
      <Field label={t('setup.role')} error={form.errors.role}>
        {(wired) => <Input {...wired} {...form.field('role')} maxLength={200} />}
      </Field>
      <Field label={t('setup.known_for')} error={form.errors.known}>
        {(wired) => <Input {...wired} {...form.field('known')} maxLength={300} />}
      </Field>
      <Field label={t('setup.audience')} error={form.errors.audience}>
        {(wired) => <Input {...wired} {...form.field('audience')} maxLength={300} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <StyleField label={t('setup.style')} value={style} onChange={setStyle} />
        <Field label={t('setup.pace')}>
          {(wired) => (
            <Select
              {...wired}
              value={pace}
              onChange={(event) => setPace(Number(event.target.value))}
            >
              {paces.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" pending={ask.isPending}>
          {t('setup.plan')}
        </Button>
        {ask.isPending && <p role="status">{t('setup.planning')}</p>}
      </div>
    </form>
  )
}
