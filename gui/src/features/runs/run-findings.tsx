import { useState } from 'react'
import type { Finding, QualityReport } from '@/api/types'
import { FindingList } from '@/components/finding-list'
import { usePermission } from '@/components/gate'
import { DismissDialog } from './dismiss-dialog'

type Props = {
  runRef: string
  report: QualityReport
  onSelect?: (finding: Finding) => void
  onFix?: (finding: Finding) => void
}

/** The findings about a stored text; the checks of a text being edited have no report to dismiss from. */
export function RunFindings({ runRef, report, onSelect, onFix }: Props) {
  const mayDismiss = usePermission('workflow:execute')
  const [dismissing, setDismissing] = useState<Finding>()
  return (
    <>
      <FindingList
        findings={report.findings}
        onSelect={onSelect}
        onFix={onFix}
        onDismiss={mayDismiss && report.id ? setDismissing : undefined}
      />
      {dismissing && report.id && (
        <DismissDialog
          finding={dismissing}
          reportId={report.id}
          runRef={runRef}
          onClose={() => setDismissing(undefined)}
        />
      )}
    </>
  )
}
