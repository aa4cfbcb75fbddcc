import { useQueryClient } from '@tanstack/react-query'
import { isProblem } from '@/api/problem'
import type { Run } from '@/api/types'
import { useWorkspace } from '@/lib/workspace'
import { forceComplete, runKey } from './queries'
import { ReasonDialog } from '@/components/reason-dialog'
import { t } from './sentences'

type Props = { run: Run; runRef: string; onClose: () => void }

export function ForceCompleteDialog({ run, runRef, onClose }: Props) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  return (
    <ReasonDialog
      texts={{
        title: t('run.force.title'),
        detail: t('run.force.detail'),
        reason: t('run.force.reason'),
        missing: t('run.force.reason_missing'),
        submit: t('run.force'),
      }}
      act={(reason) => forceComplete(workspace.id, run.id, reason)}
      onDone={(next) => {
        client.setQueryData(runKey(workspace.id, runRef), next)
      }}
      refusalOf={(error) => (isProblem(error, 'run.reason_required') ? error.message : undefined)}
      onClose={onClose}
    />
  )
}
