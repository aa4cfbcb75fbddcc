import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Finding } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Textarea } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { dismissFinding, runKey } from './queries'

type Props = { finding: Finding; reportId: string; runRef: string; onClose: () => void }

/** A person says why a finding does not hold; name and reason are kept with this very text. */
export function DismissDialog({ finding, reportId, runRef, onClose }: Props) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const dismiss = useMutation({
    mutationFn: () => dismissFinding(workspace.id, reportId, finding.index, reason.trim()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [...runKey(workspace.id, runRef), 'quality'] })
      onClose()
    },
  })
  const refusal = isProblem(dismiss.error)
    ? dismiss.error.errors.find((each) => each.field === 'reason')?.message
    : undefined
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('dismiss.title')}
      description={t('dismiss.detail')}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim() === '')
          if (reason.trim() === '') box.current?.focus()
          else dismiss.mutate()
        }}
      >
        {dismiss.error && !refusal && <FormProblem message={dismiss.error.message} />}
        <div className="border-s-2 border-control ps-3 break-words">
          {finding.text && <q className="line-clamp-2 text-muted">{finding.text}</q>}
          <p>{finding.message}</p>
        </div>
        <Field label={t('dismiss.reason')} error={missing ? t('dismiss.reason_missing') : refusal}>
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
          <Button type="submit" look="primary" pending={dismiss.isPending}>
            {t('dismiss.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
