import { CircleAlert, CircleSlash, Info, OctagonX } from 'lucide-react'
import { useId, type ComponentProps } from 'react'
import type { Finding } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatMoment } from '@/lib/format'
import { t } from '@/lib/i18n'

const order = ['block', 'warn', 'info', 'dismissed'] as const
const icons = { block: OctagonX, warn: CircleAlert, info: Info, dismissed: CircleSlash }
const colours = {
  block: 'text-danger',
  warn: 'text-warning',
  info: 'text-info',
  dismissed: 'text-muted',
}

type FindingListProps = {
  findings: Finding[]
  onSelect?: (finding: Finding) => void
  /** Replaces the finding's stretch; only offered where the text can be edited. */
  onFix?: (finding: Finding) => void
  /** Asks for the reason why the finding does not hold. */
  onDismiss?: (finding: Finding) => void
}

/** Findings by weight; those a person set aside stand last and count no more. */
export function FindingList({ findings, onSelect, onFix, onDismiss }: FindingListProps) {
  const id = useId()
  if (findings.length === 0) return <p className="text-muted">{t('findings.none')}</p>
  return (
    <div className="grid gap-3">
      {order.map((group) => {
        const members = findings.filter((finding) =>
          finding.dismissed ? group === 'dismissed' : finding.severity === group,
        )
        if (members.length === 0) return null
        const Icon = icons[group]
        return (
          <div key={group}>
            <p id={`${id}-${group}`} className="flex items-center gap-1.5 text-sm font-medium">
              <Icon aria-hidden className={cn('size-4', colours[group])} />
              {t(`findings.${group}`, { n: members.length })}
            </p>
            <ul aria-labelledby={`${id}-${group}`} className="mt-1 grid gap-2">
              {members.map((finding) => (
                <li
                  key={`${finding.check}-${finding.start}-${finding.end}`}
                  className="rounded-control border border-line p-2"
                >
                  <Words finding={finding} />
                  <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
                    <code className="font-mono text-xs text-muted">{finding.check}</code>
                    {onSelect && <Act onClick={() => onSelect(finding)}>{t('findings.show')}</Act>}
                    {onFix && finding.fix && !finding.dismissed && (
                      <Act onClick={() => onFix(finding)}>
                        {finding.fix.replacement === '' ? t('findings.remove') : t('findings.fix')}
                      </Act>
                    )}
                    {onDismiss && !finding.dismissed && (
                      <Act onClick={() => onDismiss(finding)}>{t('findings.dismiss')}</Act>
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

function Words({ finding }: { finding: Finding }) {
  return (
    <>
      {finding.text && (
        <q
          className={cn(
            'line-clamp-2 font-medium break-words',
            finding.dismissed && 'text-muted line-through',
          )}
          title={finding.text}
        >
          {finding.text}
        </q>
      )}
      <p className={cn('break-words', finding.dismissed && 'text-muted')}>{finding.message}</p>
      {finding.dismissal && (
        <p className="mt-1 text-sm break-words text-muted">
          {t('findings.dismissed_by', {
            name: finding.dismissal.by.name || t('findings.somebody'),
            when: formatMoment(finding.dismissal.at),
            reason: finding.dismissal.reason,
          })}
        </p>
      )}
      {finding.suggestion && !finding.dismissed && (
        <p className="mt-1 text-sm text-muted">{finding.suggestion}</p>
      )}
      {finding.source_near && !finding.dismissed && (
        <p className="mt-1 text-sm text-muted">
          {t('findings.near', { text: finding.source_near })}
        </p>
      )}
    </>
  )
}

function Act(props: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className="min-h-6 text-sm text-primary-text underline underline-offset-4 pointer-coarse:min-h-11"
      {...props}
    />
  )
}
