import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { formatPercent } from '@/lib/format'
import { t } from './sentences'

/** How far the audio is on its way; while the model listens nobody can tell how long it takes. */
export function Sending({ share, onCancel }: { share: number | undefined; onCancel: () => void }) {
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap justify-between gap-2">
        <p className="font-medium">
          {t(share === undefined ? 'speak.listening' : 'speak.uploading')}
        </p>
        {share !== undefined && <p className="text-muted tabular-nums">{formatPercent(share)}</p>}
      </div>
      <progress
        aria-label={t(share === undefined ? 'speak.listening' : 'speak.uploading')}
        className="h-2 w-full accent-primary"
        max={1}
        value={share}
      />
      <Button ref={cancel} className="justify-self-start" onClick={onCancel}>
        {t('speak.cancel')}
      </Button>
    </div>
  )
}
