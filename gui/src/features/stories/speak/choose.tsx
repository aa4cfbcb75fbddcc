import { FileAudio, Mic } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import type { MicrophoneProblem } from './use-recorder'
import { t } from './sentences'

type Props = {
  asking: boolean
  problem: MicrophoneProblem | undefined
  extensions: string[]
  limits: string
  onRecord: () => void
  onFile: (file: File) => void
}

/** The two ways to bring sound: the microphone, or a file by button or drop. */
export function Choose({ asking, problem, extensions, limits, onRecord, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      role="group"
      aria-label={t('speak.title')}
      className={cn(
        'grid gap-2 rounded-card border border-dashed border-control p-3',
        over && 'border-primary bg-primary-soft',
      )}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file) onFile(file)
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={onRecord} pending={asking}>
          <Mic aria-hidden /> {t('speak.record')}
        </Button>
        <Button onClick={() => input.current?.click()}>
          <FileAudio aria-hidden /> {t('speak.choose')}
        </Button>
        <span className="text-sm text-muted pointer-coarse:hidden">{t('speak.drop')}</span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('speak.choose')}
          accept={extensions.map((each) => `.${each}`).join(',')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) onFile(file)
          }}
        />
      </div>
      <p className="text-sm text-muted">{limits}</p>
      {asking && <p role="status">{t('speak.asking')}</p>}
      {problem && (
        <p role="alert" className="rounded-control bg-mark-warning p-2 text-sm text-fg">
          {t(`speak.microphone.${problem}`)}
        </p>
      )}
    </div>
  )
}
