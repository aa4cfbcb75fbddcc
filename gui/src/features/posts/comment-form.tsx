import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Check, Field, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { addComment, type Marked } from './comments'
import { t } from './sentences'

type Props = {
  postId: string
  version?: number
  marked?: Marked
  /** The comment this answers. */
  answers?: string
  onDone: () => void | Promise<void>
  onCancel?: () => void
}

/** Something to say: about the post, about words of it, or in answer to somebody; and other words for them. */
export function CommentForm({ postId, version, marked, answers, onDone, onCancel }: Props) {
  const workspace = useWorkspace()
  const [body, setBody] = useState('')
  const [instead, setInstead] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const asked = marked !== undefined || answers !== undefined
  // Whoever marks words or answers goes on to write.
  useEffect(() => {
    if (asked) field.current?.focus()
  }, [asked])
  const adding = useMutation({
    mutationFn: () =>
      addComment(workspace.id, postId, {
        body: body.trim() || undefined,
        parent_id: answers,
        suggestion: instead,
        anchor:
          marked && version !== undefined
            ? { version_number: version, start: marked.start, end: marked.end }
            : undefined,
      }),
    onSuccess: async () => {
      setBody('')
      setInstead(undefined)
      await onDone()
    },
  })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate()
      }}
    >
      {adding.error && <FormProblem message={adding.error.message} />}
      {marked && (
        <blockquote className="border-s-2 border-primary ps-3 text-muted" dir="auto">
          {marked.quote}
        </blockquote>
      )}
      <Field label={t(answers ? 'post.comment.answer' : 'post.comment.say')}>
        {(wired) => (
          <Textarea
            {...wired}
            ref={field}
            required={instead === undefined}
            maxLength={5000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      {marked && (
        <Check
          label={t('post.comment.suggest')}
          checked={instead !== undefined}
          onChange={(event) => setInstead(event.target.checked ? marked.quote : undefined)}
        />
      )}
      {instead !== undefined && (
        <Field label={t('post.comment.instead')} hint={t('post.comment.instead.hint')}>
          {(wired) => (
            <Textarea
              {...wired}
              dir="auto"
              maxLength={5000}
              value={instead}
              onChange={(event) => setInstead(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
        <Button type="submit" look="primary" pending={adding.isPending}>
          {t(
            answers
              ? 'post.comment.answer.submit'
              : instead === undefined
                ? 'post.comment.submit'
                : 'post.comment.suggest.submit',
          )}
        </Button>
      </div>
    </form>
  )
}
