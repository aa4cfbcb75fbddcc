import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '@/api/use-me'
import { FormProblem } from '@/components/form-problem'
import { PageHeader } from '@/components/page'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Textarea } from '@/components/ui/field'
import { useUi } from '@/lib/ui-store'
import { sendFeedback } from './queries'
import { t } from './sentences'

/** What somebody has to say about the product. Nothing leaves the page before they agree that it is kept. */
export function FeedbackPage() {
  const { memberships } = useMe()
  const last = useUi((ui) => ui.lastWorkspace)
  const workspace = memberships.find((each) => each.slug === last) ?? memberships[0]
  return (
    <div className="max-w-2xl">
      <PageHeader title={t('feedback.title')} />
      {workspace ? (
        <Form workspaceId={workspace.workspace_id} />
      ) : (
        <EmptyState title={t('feedback.nowhere')} />
      )}
    </div>
  )
}

const ratings = [1, 2, 3, 4, 5] as const
const longest = 2000

function Form({ workspaceId }: { workspaceId: string }) {
  const [rating, setRating] = useState(0)
  const [text, setText] = useState('')
  const [agreed, setAgreed] = useState(false)
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: () => sendFeedback({ workspaceId, rating, text: text.trim() }),
    onSuccess: ({ accepted }) => {
      void client.invalidateQueries({ queryKey: ['privacy'] })
      if (accepted > 0) setText('')
    },
  })
  if (send.data && send.data.accepted > 0) return <p role="status">{t('feedback.done')}</p>
  const reason = send.data?.dropped[0]?.reason
  const dropped =
    reason === 'no_consent' || reason === 'workspace_disabled'
      ? t(`feedback.drop.${reason}`)
      : reason && t('feedback.drop.other')
  const problem = send.error?.message ?? dropped
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      {problem && <FormProblem message={problem} />}
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">{t('feedback.rating')}</legend>
        {ratings.map((each) => (
          <label key={each} className="flex items-center gap-2">
            <input
              type="radio"
              name="rating"
              className="size-4 accent-primary"
              checked={rating === each}
              onChange={() => setRating(each)}
            />
            {t(`feedback.rating.${each}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t('feedback.text')} hint={t('feedback.hint')}>
        {(wired) => (
          <Textarea
            {...wired}
            value={text}
            rows={6}
            maxLength={longest}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-1">
        <Check
          label={t('feedback.agree')}
          checked={agreed}
          aria-describedby="feedback-agree"
          onChange={(event) => setAgreed(event.target.checked)}
        />
        <p id="feedback-agree" className="max-w-prose text-sm text-muted">
          {t('feedback.agree.hint')}
        </p>
      </div>
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        pending={send.isPending}
        disabled={!agreed || rating === 0 || text.trim() === ''}
      >
        {t('feedback.send')}
      </Button>
    </form>
  )
}
