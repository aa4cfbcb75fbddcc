import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { testPersona, type Persona } from './queries'
import { t } from './sentences'

type Props = { persona: Persona; template: string; voice: string }

const judging = new Set(['audit', 'final', 'detector'])

/** One call with a story of one's choice: what comes back, whether it has the right form, what it took. */
export function TestPanel({ persona, template, voice }: Props) {
  const { id } = useWorkspace()
  const [story, setStory] = useState('')
  const [text, setText] = useState('')
  const needsText = judging.has(persona.output_kind)
  const test = useMutation({
    mutationFn: () =>
      testPersona(id, persona.slug, {
        story,
        text: needsText ? text : undefined,
        template,
        voice,
      }),
  })
  const answer = test.data
  return (
    <section aria-labelledby="test" className="grid min-w-0 gap-3">
      <h2 id="test" className="text-lg font-semibold">
        {t('personas.test')}
      </h2>
      <p className="text-muted">{t('personas.test.hint')}</p>
      <Field label={t('personas.test.story')}>
        {(wired) => (
          <Textarea
            {...wired}
            className="min-h-32"
            value={story}
            onChange={(event) => setStory(event.target.value)}
          />
        )}
      </Field>
      {needsText && (
        <Field label={t('personas.test.text')}>
          {(wired) => (
            <Textarea
              {...wired}
              className="min-h-32"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
      {test.error && <FormProblem message={test.error.message} />}
      <Button
        className="justify-self-start"
        pending={test.isPending}
        disabled={story.trim() === ''}
        onClick={() => test.mutate()}
      >
        {t('personas.test.run')}
      </Button>
      {answer && (
        <div role="status" className="grid min-w-0 gap-2">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={answer.valid ? 'success' : 'danger'}>
              {t(answer.valid ? 'personas.test.valid' : 'personas.test.malformed')}
            </Badge>
            <span className="text-sm text-muted">
              {t('personas.test.facts', {
                agent: answer.agent,
                tokens: answer.input_tokens + answer.output_tokens,
                credits: answer.credits,
                seconds: answer.duration_s,
              })}
              {answer.cost_usd !== undefined &&
                ` · ${t('personas.test.cost', { cost: answer.cost_usd.toFixed(4) })}`}
            </span>
          </p>
          {answer.errors.map((error) => (
            <p key={error} className="text-danger">
              {error}
            </p>
          ))}
          <pre
            tabIndex={0}
            role="region"
            aria-label={t('personas.test.answer')}
            className="max-h-96 overflow-auto rounded-control border border-line bg-surface p-3 text-sm break-words whitespace-pre-wrap"
          >
            {answer.answer}
          </pre>
        </div>
      )}
    </section>
  )
}
