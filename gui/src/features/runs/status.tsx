import type { RunStatus, RunSummary } from '@/api/types'
import { Badge, type Tone } from '@/components/ui/badge'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

export const runStatuses: RunStatus[] = [
  'queued',
  'running',
  'paused',
  'awaiting_human',
  'complete',
  'halted',
  'failed',
  'aborted',
]

const tones: Record<RunStatus, Tone> = {
  queued: 'neutral',
  running: 'primary',
  paused: 'neutral',
  awaiting_human: 'warning',
  complete: 'success',
  halted: 'outline',
  failed: 'danger',
  aborted: 'outline',
}

export type Mark = 'waiting' | 'running' | 'done' | 'looped' | 'needs_you' | 'failed' | 'skipped'

export const markOfStatus: Record<RunStatus, Mark> = {
  queued: 'waiting',
  running: 'running',
  paused: 'waiting',
  awaiting_human: 'needs_you',
  complete: 'done',
  halted: 'skipped',
  failed: 'failed',
  aborted: 'skipped',
}

const colours: Record<Mark, string> = {
  waiting: 'text-subtle',
  running: 'text-primary-text',
  done: 'text-success',
  looped: 'text-success',
  needs_you: 'text-warning',
  failed: 'text-danger',
  skipped: 'text-subtle',
}

/** Seven shapes, so that a status is readable without its colour. */
export function StatusGlyph({ mark, className }: { mark: Mark; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn('size-4 shrink-0', colours[mark], className)}
    >
      {mark === 'waiting' && <circle cx="8" cy="8" r="5.5" />}
      {mark === 'running' && (
        <>
          <circle cx="8" cy="8" r="5.5" />
          <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
        </>
      )}
      {mark === 'done' && <path d="m3 8.5 3.2 3.2L13 5" />}
      {mark === 'looped' && <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3" />}
      {mark === 'needs_you' && (
        <>
          <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" />
          <path d="M8 5.5v3M8 10.6v.1" />
        </>
      )}
      {mark === 'failed' && <path d="m4 4 8 8M12 4l-8 8" />}
      {mark === 'skipped' && <path d="M3 8h10" strokeDasharray="2.5 3" />}
    </svg>
  )
}

export function RunStatusPill({ run }: { run: Pick<RunSummary, 'status'> }) {
  return (
    <Badge tone={tones[run.status]}>
      <StatusGlyph mark={markOfStatus[run.status]} className="text-fg" />
      {t(`run.status.${run.status}`)}
    </Badge>
  )
}
