import { CircleAlert, Info, OctagonX } from 'lucide-react'
import { useId } from 'react'
import type { Finding } from '@/api/types'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

const order: Finding['severity'][] = ['block', 'warn', 'info']
const icons = { block: OctagonX, warn: CircleAlert, info: Info }
const colours = { block: 'text-danger', warn: 'text-warning', info: 'text-info' }

type FindingListProps = {
  findings: Finding[]
  onSelect?: (finding: Finding) => void
  /** Replaces the finding's stretch; only offered where the text can be edited. */
  onFix?: (finding: Finding) => void
}

export function FindingList({ findings, onSelect, onFix }: FindingListProps) {
  const id = useId()
  if (findings.length === 0) return <p className="text-muted">{t('findings.none')}</p>
  return (
    <div className="grid gap-3">
      {order.map((severity) => {
        const group = findings.filter((finding) => finding.severity === severity)
        if (group.length === 0) return null
        const Icon = icons[severity]
        return (
          <div key={severity}>
            <p id={`${id}-${severity}`} className="flex items-center gap-1.5 text-sm font-medium">
              <Icon aria-hidden className={cn('size-4', colours[severity])} />
              {t(`findings.${severity}`, { n: group.length })}
            </p>
            <ul aria-labelledby={`${id}-${severity}`} className="mt-1 grid gap-2">
              {group.map((finding) => (
                <li
                  key={`${finding.check}-${finding.start}-${finding.end}`}
                  className="rounded-control border border-line p-2"
                >
                  <p className="break-words">
                    {finding.text && <q className="font-medium">{finding.text}</q>}{' '}
                    {finding.message}
                  </p>
                  {finding.suggestion && (
                    <p className="mt-1 text-sm text-muted">{finding.suggestion}</p>
                  )}
                  {finding.source_near && (
                    <p className="mt-1 text-sm text-muted">
                      {t('findings.near', { text: finding.source_near })}
                    </p>
                  )}
                  <div className="mt-1 flex flex-wrap items-center gap-3">
                    <code className="font-mono text-xs text-muted">{finding.check}</code>
                    {onSelect && (
                      <button
                        type="button"
                        className="min-h-6 text-sm text-primary-text underline underline-offset-4"
                        onClick={() => onSelect(finding)}
                      >
                        {t('findings.show')}
                      </button>
                    )}
                    {onFix && finding.fix && (
                      <button
                        type="button"
                        className="min-h-6 text-sm text-primary-text underline underline-offset-4"
                        onClick={() => onFix(finding)}
                      >
                        {finding.fix.replacement === '' ? t('findings.remove') : t('findings.fix')}
                      </button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}
