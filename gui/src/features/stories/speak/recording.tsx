import { Mic, Pause, Play, Square, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { useRecorder } from './use-recorder'
import { t } from './sentences'

type Props = { recorder: ReturnType<typeof useRecorder>; maxSeconds: number }

/** What is being recorded: how long, how loud, and the ways to end it. */
export function Recording({ recorder, maxSeconds }: Props) {
  const stop = useRef<HTMLButtonElement>(null)
  useEffect(() => stop.current?.focus(), [])
  const paused = recorder.phase === 'paused'
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Mic aria-hidden className={paused ? 'size-5 text-muted' : 'size-5 text-danger'} />
        <p className="font-medium">{t(paused ? 'speak.paused' : 'speak.recording')}</p>
        <p className="ms-auto text-muted tabular-nums">
          {t('speak.time', { now: clock(recorder.seconds), limit: clock(maxSeconds) })}
        </p>
      </div>
      <div
        role="meter"
        aria-label={t('speak.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(recorder.level * 100)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full origin-left bg-primary rtl:origin-right"
          style={{ transform: `scaleX(${recorder.level})` }}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button ref={stop} look="primary" onClick={recorder.stop}>
          <Square aria-hidden /> {t('speak.stop')}
        </Button>
        {paused ? (
          <Button onClick={recorder.resume}>
            <Play aria-hidden /> {t('speak.resume')}
          </Button>
        ) : (
          <Button onClick={recorder.pause}>
            <Pause aria-hidden /> {t('speak.pause')}
          </Button>
        )}
        <Button look="quiet" onClick={recorder.discard}>
          <Trash2 aria-hidden /> {t('speak.discard')}
        </Button>
      </div>
    </div>
  )
}

export function clock(seconds: number) {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
