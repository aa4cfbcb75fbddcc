import { Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { t } from './sentences'

type Props = { sound: Blob; onUse: () => void; onDiscard: () => void }

/** A recording to listen to before it is sent anywhere. */
export function Recorded({ sound, onUse, onDiscard }: Props) {
  const use = useRef<HTMLButtonElement>(null)
  const player = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const made = URL.createObjectURL(sound)
    if (player.current) player.current.src = made
    return () => URL.revokeObjectURL(made)
  }, [sound])
  useEffect(() => use.current?.focus(), [])
  return (
    <div className="grid gap-3">
      <p className="font-medium">{t('speak.recorded')}</p>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- its text is what comes next */}
      <audio ref={player} controls aria-label={t('speak.recorded')} className="w-full" />
      <div className="flex flex-wrap gap-2">
        <Button ref={use} look="primary" onClick={onUse}>
          {t('speak.use')}
        </Button>
        <Button look="quiet" onClick={onDiscard}>
          <Trash2 aria-hidden /> {t('speak.discard')}
        </Button>
      </div>
    </div>
  )
}
