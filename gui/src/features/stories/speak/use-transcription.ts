import { useEffect, useRef, useState } from 'react'
import { cancelTranscription, sendSound, untilEnded, type Sound } from './queries'

type State =
  | { phase: 'idle' }
  | { phase: 'sending'; share: number }
  | { phase: 'listening' }
  | { phase: 'failed'; sound: Sound; message: string }

/** Sends a sound and waits for its text; what failed is kept, so that it can be sent again. */
export function useTranscription(workspaceId: string, onText: (text: string) => void) {
  const [state, setState] = useState<State>({ phase: 'idle' })
  const work = useRef<AbortController>(undefined)
  const asked = useRef<string>(undefined)
  useEffect(() => () => work.current?.abort(), [])

  const run = async (sound: Sound, signal: AbortSignal) => {
    asked.current = undefined
    setState({ phase: 'sending', share: 0 })
    try {
      const share = (now: number) =>
        setState(now < 1 ? { phase: 'sending', share: now } : { phase: 'listening' })
      const accepted = await sendSound(workspaceId, sound, share, signal)
      asked.current = accepted.id
      setState({ phase: 'listening' })
      const ended = await untilEnded(workspaceId, accepted, signal)
      if (ended.text === undefined) throw new Error(ended.error_detail)
      setState({ phase: 'idle' })
      onText(ended.text)
    } catch (error) {
      if (signal.aborted) return
      const message = error instanceof Error ? error.message : String(error)
      setState({ phase: 'failed', sound, message })
    }
  }
  const send = (sound: Sound) => {
    work.current?.abort()
    work.current = new AbortController()
    void run(sound, work.current.signal)
  }
  return {
    state,
    send,
    again: () => state.phase === 'failed' && send(state.sound),
    fail: (sound: Sound, message: string) => setState({ phase: 'failed', sound, message }),
    cancel: () => {
      work.current?.abort()
      // The audio is removed there at once; should that fail, it is removed when the work ends.
      if (asked.current) cancelTranscription(workspaceId, asked.current).catch(() => undefined)
      setState({ phase: 'idle' })
    },
  }
}
