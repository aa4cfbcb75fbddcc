import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { t } from '../sentences'
import { correct, type Talk } from './queries'

const items = ['positioning', 'target_audience', 'content_style', 'posts_per_week'] as const

/** What a guided talk has understood, and what is missing; a correction stays whatever follows. */
export function Known({ talk, onKnown }: { talk: Talk; onKnown: (talk: Talk) => void }) {
  const { id } = useWorkspace()
  const before = Object.fromEntries(
    items.map((item) => [
      item,
      String((talk.extracted[item] as string | number | undefined) ?? ''),
    ]),
  )
  const [values, setValues] = useState(before)
  const save = useMutation({
    mutationFn: () =>
      correct(
        id,
        talk.id,
        Object.fromEntries(
          items
            .filter((item) => values[item] !== before[item])
            .map((item) => [item, worth(item, values[item] ?? '')]),
        ),
      ),
    onSuccess: onKnown,
  })
  return (
    <section aria-labelledby="known" className="grid gap-3 rounded-card border border-line p-3">
      <h2 id="known" className="font-semibold">
        {t('setup.known')}
      </h2>
      <p role="status">
        {talk.missing.length === 0
          ? t('setup.complete')
          : t('setup.missing', {
              names: talk.missing
                .map((name) => t(`setup.item.${name as (typeof items)[number]}`))
                .join(', '),
            })}
      </p>
      {save.error && <FormProblem message={save.error.message} />}
      <form
        className="grid gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {items.map((item) => (
          <Field key={item} label={t(`setup.item.${item}`)}>
            {(wired) => (
              <Input
                {...wired}
                value={values[item]}
                onChange={(event) => setValues((old) => ({ ...old, [item]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        <Button type="submit" className="justify-self-start" pending={save.isPending}>
          {t('setup.correct')}
        </Button>
      </form>
    </section>
  )
}

const worth = (item: string, text: string) =>
  text.trim() === '' ? null : item === 'posts_per_week' ? Number(text) : text.trim()
