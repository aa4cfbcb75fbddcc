import { Info, RefreshCw, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Connection } from '@/api/stream'
import { Button } from '@/components/ui/button'
import { t } from './sentences'

export function OfflineBanner() {
  return (
    <p className="flex gap-2 rounded-control bg-mark-info px-3 py-2 text-fg">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t('run.offline')}
    </p>
  )
}

const patienceMs = 5000

/** A short break is nobody's business; after five seconds the screen says that it stands still. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const lost = connection === 'reconnecting' || connection === 'polling'
  return lost ? <Lost polling={connection === 'polling'} /> : null
}

function Lost({ polling }: { polling: boolean }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <p role="status" className="flex gap-2 rounded-control bg-mark-warning px-3 py-2 text-fg">
      <RefreshCw aria-hidden className="mt-0.5 size-4 shrink-0" />
      {polling ? t('run.connection.polling') : t('run.connection.lost')}
    </p>
  )
}

/** Without its events the page shows what it has read and says that it will not move. */
export function StandsStill({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-mark-warning px-3 py-2 text-fg"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 break-words">
        {t('run.connection.still')} {error instanceof Error ? error.message : String(error)}
      </p>
      <Button size="sm" onClick={onRetry}>
        {t('action.retry')}
      </Button>
    </div>
  )
}
