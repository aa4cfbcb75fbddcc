import { useEffect, useRef, useState } from 'react'
import {
  cancelTranscription,
  sendSound,
  sendVideo,
  untilEnded,
  type Sound,
  type Video,
} from './queries'

type Source = Sound | Video

type State =
  | { phase: 'idle' }
  | { phase: 'sending'; share: number }
  | { phase: 'listening' }
  | { phase: 'failed'; source: Source; message: string }

/** Sends a sound, or the address of a video, and waits for its text; what failed is kept, so that it can be sent again. */
export function useTranscription(workspaceId: string, onText: (text: string) => void) {
  const [state, setState] = useState<State>({ phase: 'idle' })
  const work = useRef<AbortController>(undefined)
  const asked = useRef<string>(undefined)
  useEffect(() => () => work.current?.abort(), [])

  const submit = (source: Source, signal: AbortSignal) => {
    if ('url' in source) {
      setState({ phase: 'listening' })
      return sendVideo(workspaceId, source, signal)
    }
    setState({ phase: 'sending', share: 0 })
    const share = (now: number) =>
      setState(now < 1 ? { phase: 'sending', share: now } : { phase: 'listening' })
    return sendSound(workspaceId, source, share, signal)
  }
  const run = async (source: Source, signal: AbortSignal) => {
    asked.current = undefined
    try {
      const accepted = await submit(source, signal)
      asked.current = accepted.id
      setState({ phase: 'listening' })
      const ended = await untilEnded(workspaceId, accepted, signal)
      if (ended.text === undefined) throw new Error(ended.error_detail)
      setState({ phase: 'idle' })
      onText(ended.text)
    } catch (error) {
      if (signal.aborted) return
      const message = error instanceof Error ? error.message : String(error)
      setState({ phase: 'failed', source, message })
    }
  }
  const send = (source: Source) => {
    work.current?.abort()
    work.current = new AbortController()
    void run(source, work.current.signal)
  }
  return {
    state,
    send,
    again: () => state.phase === 'failed' && send(state.source),
    fail: (source: Source, message: string) => setState({ phase: 'failed', source, message }),
    cancel: () => {
      work.current?.abort()
      // The audio is removed there at once; should that fail, it is removed when the work ends.
      if (asked.current) cancelTranscription(workspaceId, asked.current).catch(() => undefined)
      setState({ phase: 'idle' })
    },
  }
}
