import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { StyleField } from '../goal-form'
import { t } from '../sentences'
import { Known } from './known'
import type { Draft } from './plan-step'
import {
  beginTalk,
  enough,
  planOfTalk,
  readTalk,
  sayTo,
  talkKey,
  talkQuery,
  type Talk,
} from './queries'

type Props = { mode: 'chat' | 'deep'; onPlan: (draft: Draft) => void }

/** A talk that the server keeps: a reload goes on where it was. */
export function TalkStep({ mode, onPlan }: Props) {
  const { id } = useWorkspace()
  const talk = useQuery(talkQuery(id, mode))
  return (
    <QueryState query={talk} lines={4}>
      {(found) => <Open talk={found} mode={mode} onPlan={onPlan} />}
    </QueryState>
  )
}

function Open({ talk, mode, onPlan }: Props & { talk: Talk }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [message, setMessage] = useState('')
  const known = (name: string) => talk.extracted[name] as string | number | undefined
  const [style, setStyle] = useState<string>()
  const chosen = style ?? String(known('content_style') ?? 'mixed')
  const show = (now: Talk) => client.setQueryData(talkKey(id, mode), now)
  const say = useMutation({
    mutationFn: async () => {
      await sayTo(id, talk.id, message)
      return readTalk(id, talk.id)
    },
    onSuccess: (now) => {
      setMessage('')
      show(now)
    },
  })
  const restart = useMutation({ mutationFn: () => beginTalk(id, mode, true), onSuccess: show })
  const plan = useMutation({
    mutationFn: async () => {
      if (!ready(talk)) await enough(id, talk.id)
      return planOfTalk(id, talk.id, chosen)
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: talkKey(id, mode) })
      onPlan({
        conversationId: talk.id,
        plan: made.plan,
        source: made.plan_source,
        mode,
        positioning: String(known('positioning') ?? ''),
        audience: String(known('target_audience') ?? ''),
        style: chosen,
        pace: Number(known('posts_per_week') ?? 3),
      })
    },
  })
  const problem = say.error ?? plan.error ?? restart.error
  return (
    <div className="grid gap-4">
      {problem && <FormProblem message={problem.message} />}
      <ol
        aria-label={t('setup.talk')}
        aria-live="polite"
        className="grid gap-3 rounded-card border border-line bg-surface p-3"
      >
        {talk.messages.map((turn, place) => (
          <li key={place} className={turn.role === 'user' ? 'ms-8' : 'me-8'}>
            <p className="text-sm text-muted">
              {t(turn.role === 'user' ? 'setup.you' : 'setup.us')}
            </p>
            <p className="break-words whitespace-pre-wrap">{turn.content}</p>
          </li>
        ))}
      </ol>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          say.mutate()
        }}
      >
        <Field label={t('setup.answer')}>
          {(wired) => (
            <Textarea
              {...wired}
              required
              maxLength={5000}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" pending={say.isPending}>
            {t('setup.send')}
          </Button>
          <Button pending={restart.isPending} onClick={() => restart.mutate()}>
            {t('setup.restart')}
          </Button>
        </div>
      </form>
      {mode === 'chat' && <Known key={talk.revision} talk={talk} onKnown={show} />}
      <div className="flex flex-wrap items-end gap-3">
        <StyleField label={t('setup.style')} value={chosen} onChange={setStyle} />
        <Button
          look={ready(talk) ? 'primary' : 'outline'}
          pending={plan.isPending}
          onClick={() => plan.mutate()}
        >
          {t(ready(talk) ? 'setup.plan' : 'setup.enough')}
        </Button>
        {plan.isPending && <p role="status">{t('setup.planning')}</p>}
      </div>
    </div>
  )
}

const ready = (talk: Talk) => talk.status === 'ready' || talk.status === 'plan_generated'
