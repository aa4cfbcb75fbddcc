import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { platformsQuery } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { PlatformField } from '@/components/platform-field'
import { Button } from '@/components/ui/button'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { changeGoal, type Goal } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'
import { VoiceField } from './voice-field'

export const styles = ['narrative', 'teaching', 'informational', 'mixed'] as const

/** The words of a strategy. Only what was changed is sent. */
export function GoalForm({ goal, onDone }: { goal: Goal; onDone: () => void }) {
  const before = {
    name: goal.name,
    positioning: goal.positioning ?? '',
    signature_thesis: goal.signature_thesis ?? '',
    target_audience: goal.target_audience ?? '',
    content_style: goal.content_style,
    posts_per_week: goal.posts_per_week,
    voice_profile_id: goal.voice_profile_id ?? '',
    platform_id: goal.platform_id ?? '',
  }
  const [values, setValues] = useState(before)
  const set = (part: Partial<typeof before>) => setValues((old) => ({ ...old, ...part }))
  const { id: workspaceId } = useWorkspace()
  const platforms = useQuery(platformsQuery(workspaceId))
  const save = useStrategyChange(async (id) => {
    const changed = Object.fromEntries(
      Object.entries(values)
        .filter(([name, value]) => before[name as 'name'] !== value)
        .map(([name, value]) => [name, name === 'platform_id' && value === '' ? null : value]),
    )
    await changeGoal(id, goal, changed)
    toast.success(t('strategy.saved'))
    onDone()
  })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {save.error && <FormProblem message={save.error.message} />}
      <Field label={t('strategy.name')}>
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={120}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('strategy.positioning')}>
        {(wired) => (
          <Textarea
            {...wired}
            maxLength={500}
            value={values.positioning}
            onChange={(event) => set({ positioning: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('strategy.thesis')}>
        {(wired) => (
          <Textarea
            {...wired}
            maxLength={2000}
            value={values.signature_thesis}
            onChange={(event) => set({ signature_thesis: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('strategy.audience')}>
        {(wired) => (
          <Textarea
            {...wired}
            maxLength={1000}
            value={values.target_audience}
            onChange={(event) => set({ target_audience: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <StyleField
          value={values.content_style}
          onChange={(style) => set({ content_style: style })}
        />
        <Field label={t('strategy.per_week')}>
          {(wired) => (
            <Input
              {...wired}
              type="number"
              min={1}
              max={14}
              required
              value={values.posts_per_week}
              onChange={(event) => set({ posts_per_week: event.target.valueAsNumber })}
            />
          )}
        </Field>
      </div>
      <VoiceField
        value={values.voice_profile_id}
        onChange={(voice) => set({ voice_profile_id: voice })}
      />
      <PlatformField
        label={t('strategy.stream')}
        platforms={platforms.data}
        none={t('strategy.stream.none')}
        value={values.platform_id}
        onChange={(platform_id) => set({ platform_id })}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" pending={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}

type StyleProps = { label?: string; value: string; onChange: (style: string) => void }

export function StyleField({ label, value, onChange }: StyleProps) {
  return (
    <Field label={label ?? t('strategy.style')}>
      {(wired) => (
        <Select {...wired} value={value} onChange={(event) => onChange(event.target.value)}>
          {styles.map((style) => (
            <option key={style} value={style}>
              {t(`strategy.style.${style}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
