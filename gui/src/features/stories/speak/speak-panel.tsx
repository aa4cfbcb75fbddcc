import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { announce } from '@/lib/announce'
import { countWords } from '@/lib/counters'
import { useWorkspace } from '@/lib/workspace'
import { Choose } from './choose'
import { availabilityQuery, type Sound } from './queries'
import { Recorded } from './recorded'
import { clock, Recording } from './recording'
import { Sending } from './sending'
import { useRecorder } from './use-recorder'
import { useTranscription } from './use-transcription'
import { VideoAddress } from './video-address'
import { t } from './sentences'

type Props = { story: string; onStory: (story: string) => void }

/** Telling a story instead of typing it. The text is put into the story field, for its author to read first. */
export function SpeakPanel(props: Props) {
  const { id } = useWorkspace()
  const availability = useQuery(availabilityQuery(id))
  if (!availability.data) return null // typing works; an extra that cannot be asked about stays away
  const { available, unavailable_reason, videos_available, ...limits } = availability.data
  if (!available) {
    return (
      <Frame>
        <p className="text-sm text-muted">
          {t('speak.unavailable')} {unavailable_reason}
        </p>
      </Frame>
    )
  }
  return <Speak {...props} workspaceId={id} limits={limits} videos={videos_available} />
}

type Limits = { max_bytes: number; max_seconds: number; extensions: string[] }

function Speak({
  story,
  onStory,
  workspaceId,
  limits,
  videos,
}: Props & { workspaceId: string; limits: Limits; videos: boolean }) {
  const [sound, setSound] = useState<Sound>()
  const [added, setAdded] = useState<{ before: string; after: string }>()
  const latest = useRef(story)
  useEffect(() => {
    latest.current = story
  }, [story])
  const transcription = useTranscription(workspaceId, (text) => {
    const before = latest.current
    const after = before.trim() === '' ? text : `${before.trimEnd()}\n\n${text}`
    setSound(undefined)
    setAdded({ before, after })
    onStory(after)
    announce(t('speak.added', { n: countWords(text) }))
  })
  const recorder = useRecorder({
    maxSeconds: limits.max_seconds,
    maxBytes: limits.max_bytes,
    onRecorded: (blob, name) => {
      setSound({ blob, name, source: 'recording' })
      announce(t('speak.recorded'))
    },
  })
  const { state } = transcription
  const choose = (file: File) => {
    const chosen: Sound = { blob: file, name: file.name, source: 'upload' }
    setAdded(undefined)
    if (file.size > limits.max_bytes) {
      return transcription.fail(chosen, t('speak.too_large', { limit: megabytes(limits) }))
    }
    transcription.send(chosen)
  }

  if (recorder.phase === 'recording' || recorder.phase === 'paused')
    return (
      <Frame>
        <Recording recorder={recorder} maxSeconds={limits.max_seconds} />
      </Frame>
    )
  if (state.phase === 'sending' || state.phase === 'listening')
    return (
      <Frame>
        <Sending
          share={state.phase === 'sending' ? state.share : undefined}
          onCancel={transcription.cancel}
        />
      </Frame>
    )
  if (state.phase === 'failed')
    return (
      <Frame>
        <FormProblem message={state.message} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={transcription.again}>{t('action.retry')}</Button>
          <Button
            look="quiet"
            onClick={() => {
              setSound(undefined)
              transcription.cancel()
            }}
          >
            {t('speak.discard')}
          </Button>
        </div>
      </Frame>
    )
  if (sound)
    return (
      <Frame>
        <Recorded
          sound={sound.blob}
          onUse={() => transcription.send(sound)}
          onDiscard={() => setSound(undefined)}
        />
      </Frame>
    )
  return (
    <Frame>
      <Choose
        asking={recorder.phase === 'asking'}
        problem={recorder.problem}
        extensions={limits.extensions}
        limits={t('speak.limits', {
          kinds: limits.extensions.join(', '),
          size: megabytes(limits),
          time: clock(limits.max_seconds),
        })}
        onRecord={() => {
          setAdded(undefined)
          recorder.start()
        }}
        onFile={choose}
      />
      {videos && (
        <VideoAddress
          onUse={(url) => {
            setAdded(undefined)
            transcription.send({ url })
          }}
        />
      )}
      {added && added.after === story && (
        <p className="flex flex-wrap items-center gap-2 text-sm">
          {t('speak.review')}
          <Button
            size="sm"
            onClick={() => {
              onStory(added.before)
              setAdded(undefined)
            }}
          >
            {t('speak.undo')}
          </Button>
        </p>
      )}
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <section aria-label={t('speak.title')} className="grid gap-3">
      <h2 className="font-medium">{t('speak.title')}</h2>
      {children}
    </section>
  )
}

const megabytes = ({ max_bytes }: Limits) => `${Math.floor(max_bytes / 1024 / 1024)} MB`
