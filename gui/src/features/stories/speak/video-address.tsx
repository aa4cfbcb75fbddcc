import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from './sentences'

/** The third way to bring speech: a video somebody has put on YouTube. */
export function VideoAddress({ onUse }: { onUse: (url: string) => void }) {
  const [url, setUrl] = useState('')
  const use = () => {
    if (url.trim() !== '') onUse(url.trim())
  }
  return (
    <Field label={t('speak.video.address')}>
      {(wired) => (
        <div className="flex flex-wrap gap-2">
          <Input
            {...wired}
            className="min-w-0 flex-1 basis-60"
            type="url"
            value={url}
            placeholder="https://www.youtube.com/watch?v=…"
            onChange={(event) => setUrl(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              use()
            }}
          />
          <Button disabled={url.trim() === ''} onClick={use}>
            {t('speak.use')}
          </Button>
        </div>
      )}
    </Field>
  )
}
