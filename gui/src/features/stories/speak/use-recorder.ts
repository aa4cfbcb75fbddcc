import { useCallback, useEffect, useRef, useState } from 'react'
import { useLevel } from './use-level'

export type MicrophoneProblem = 'insecure' | 'denied' | 'missing' | 'failed'

type Recording = { recorder: MediaRecorder; stream: MediaStream; chunks: Blob[]; keep: boolean }

type Options = {
  maxSeconds: number
  maxBytes: number
  onRecorded: (sound: Blob, name: string) => void
}

const kinds = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/mp4', 'm4a'],
  ['audio/ogg;codecs=opus', 'ogg'],
] as const

/** Clear speech, and an hour of it stays far below what the server takes. */
const bitsPerSecond = 32_000
const tickMs = 200
const sliceMs = 1000

/** Records from the microphone until somebody stops it, or the limit does. */
export function useRecorder({ maxSeconds, maxBytes, onRecorded }: Options) {
  const [phase, setPhase] = useState<'idle' | 'asking' | 'recording' | 'paused'>('idle')
  const [problem, setProblem] = useState<MicrophoneProblem>()
  const [seconds, setSeconds] = useState(0)
  const [stream, setStream] = useState<MediaStream>()
  const level = useLevel(phase === 'recording' ? stream : undefined)
  const current = useRef<Recording>(undefined)

  const finish = useCallback((keep: boolean) => {
    const recording = current.current
    if (!recording) return
    recording.keep = keep
    if (recording.recorder.state !== 'inactive') recording.recorder.stop()
  }, [])

  // Whoever leaves the page takes the microphone back.
  useEffect(() => () => finish(false), [finish])

  useEffect(() => {
    if (phase !== 'recording') return
    const timer = setInterval(() => setSeconds((old) => old + tickMs / 1000), tickMs)
    return () => clearInterval(timer)
  }, [phase])

  useEffect(() => {
    if (seconds >= maxSeconds) finish(true)
  }, [seconds, maxSeconds, finish])

  const start = async () => {
    setProblem(undefined)
    if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) {
      return setProblem('insecure')
    }
    setPhase('asking')
    try {
      const granted = await navigator.mediaDevices.getUserMedia({ audio: true })
      const [mimeType, extension] =
        kinds.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? kinds[0]
      const recorder = new MediaRecorder(granted, {
        mimeType,
        audioBitsPerSecond: bitsPerSecond,
      })
      const recording: Recording = { recorder, stream: granted, chunks: [], keep: true }
      let bytes = 0
      recorder.ondataavailable = ({ data }) => {
        recording.chunks.push(data)
        bytes += data.size
        // A slice more than the last one must still fit.
        if (bytes + 2 * data.size > maxBytes) finish(true)
      }
      recorder.onstop = () => {
        granted.getTracks().forEach((track) => track.stop())
        current.current = undefined
        setStream(undefined)
        setPhase('idle')
        if (recording.keep)
          onRecorded(new Blob(recording.chunks, { type: mimeType }), `recording.${extension}`)
      }
      recorder.start(sliceMs)
      current.current = recording
      setSeconds(0)
      setStream(granted)
      setPhase('recording')
    } catch (error) {
      setPhase('idle')
      setProblem(problemOf(error))
    }
  }

  const pause = () => {
    current.current?.recorder.pause()
    setPhase('paused')
  }
  const resume = () => {
    current.current?.recorder.resume()
    setPhase('recording')
  }
  return {
    phase,
    problem,
    seconds,
    level,
    start: () => void start(),
    pause,
    resume,
    stop: () => finish(true),
    discard: () => finish(false),
  }
}

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' ? 'missing' : 'failed'
}
