import { Link } from '@tanstack/react-router'
import { GitFork } from 'lucide-react'
import type { Run } from '@/api/types'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { t } from './sentences'

const link = 'text-primary-text underline underline-offset-4'

/** Where a fork goes on from, and the way to see both side by side. */
export function ForkOrigin({ run }: { run: Run }) {
  const { slug } = useWorkspace()
  const { fork_of: origin } = run
  if (!origin) return null
  const state = humanise(origin.state)
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <GitFork aria-hidden className="size-4 text-muted" />
      {origin.number === undefined ? (
        t('fork.of_deleted', { state })
      ) : (
        <>
          <Link
            to="/w/$slug/runs/$runRef"
            params={{ slug, runRef: String(origin.number) }}
            className={link}
          >
            {t('fork.of', { number: String(origin.number), state })}
          </Link>
          <Link
            to="/w/$slug/runs/compare"
            params={{ slug }}
            search={{ a: String(origin.number), b: String(run.number) }}
            className={link}
          >
            {t('fork.compare')}
          </Link>
        </>
      )}
    </p>
  )
}
