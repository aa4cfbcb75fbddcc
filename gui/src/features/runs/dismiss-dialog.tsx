import { useQueryClient } from '@tanstack/react-query'
import { isProblem } from '@/api/problem'
import type { Finding } from '@/api/types'
import { useWorkspace } from '@/lib/workspace'
import { dismissFinding, runKey } from './queries'
import { ReasonDialog } from '@/components/reason-dialog'
import { t } from './sentences'

type Props = { finding: Finding; reportId: string; runRef: string; onClose: () => void }

/** A person says why a finding does not hold; name and reason are kept with this very text. */
export function DismissDialog({ finding, reportId, runRef, onClose }: Props) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  return (
    <ReasonDialog
      texts={{
        title: t('dismiss.title'),
        detail: t('dismiss.detail'),
        reason: t('dismiss.reason'),
        missing: t('dismiss.reason_missing'),
        submit: t('dismiss.submit'),
      }}
      act={(reason) => dismissFinding(workspace.id, reportId, finding.index, reason)}
      onDone={() =>
        client.invalidateQueries({ queryKey: [...runKey(workspace.id, runRef), 'quality'] })
      }
      refusalOf={(error) =>
        isProblem(error) ? error.errors.find((each) => each.field === 'reason')?.message : undefined
      }
      onClose={onClose}
    >
      <div className="border-s-2 border-control ps-3 break-words">
        {finding.text && <q className="line-clamp-2 text-muted">{finding.text}</q>}
        <p>{finding.message}</p>
      </div>
    </ReasonDialog>
  )
}
