import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Run } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Textarea } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { forceComplete, runKey } from './queries'

type Props = { run: Run; runRef: string; onClose: () => void }

export function ForceCompleteDialog({ run, runRef, onClose }: Props) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const force = useMutation({
    mutationFn: () => forceComplete(workspace.id, run.id, reason.trim()),
    onSuccess: (next) => {
      client.setQueryData(runKey(workspace.id, runRef), next)
      onClose()
    },
  })
  const refusal = isProblem(force.error, 'run.reason_required') ? force.error.message : undefined
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('run.force.title')}
      description={t('run.force.detail')}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim() === '')
          if (reason.trim() === '') box.current?.focus()
          else force.mutate()
        }}
      >
        {force.error && !refusal && <FormProblem message={force.error.message} />}
        <Field
          label={t('run.force.reason')}
          error={missing ? t('run.force.reason_missing') : refusal}
        >
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
          <Button type="submit" look="primary" pending={force.isPending}>
            {t('run.force')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
