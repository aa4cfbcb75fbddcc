import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Textarea } from '@/components/ui/field'
import { t } from '@/lib/i18n'

type Props<Answer> = {
  texts: { title: string; detail: string; reason: string; missing: string; submit: string }
  /** Does what the reason is for. */
  act: (reason: string) => Promise<Answer>
  onDone: (answer: Answer) => void | Promise<void>
  /** The server's sentence about the reason itself, when that is what it refused. */
  refusalOf: (error: Error | null) => string | undefined
  onClose: () => void
  children?: ReactNode
}

/** Asks a person why, for what is kept with name and reason. */
export function ReasonDialog<Answer>({
  texts,
  act,
  onDone,
  refusalOf,
  onClose,
  children,
}: Props<Answer>) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const acting = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: async (answer) => {
      await onDone(answer)
      onClose()
    },
  })
  const refusal = refusalOf(acting.error)
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.detail}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim() === '')
          if (reason.trim() === '') box.current?.focus()
          else acting.mutate()
        }}
      >
        {acting.error && !refusal && <FormProblem message={acting.error.message} />}
        {children}
        <Field label={texts.reason} error={missing ? texts.missing : refusal}>
          {(wired) => (
            <Textarea
              {...wired}
              ref={box}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" pending={acting.isPending}>
            {texts.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
