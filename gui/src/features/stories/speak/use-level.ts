import { useEffect, useState } from 'react'

const perSecond = 10
/** Ordinary speech is far from the loudest a microphone can tell. */
const gain = 4

/** How loud it is now, from 0 to 1; nothing without a stream. */
export function useLevel(stream: MediaStream | undefined): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (!stream || typeof AudioContext === 'undefined') return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length
      setLevel(Math.min(1, Math.sqrt(power) * gain))
    }, 1000 / perSecond)
    return () => {
      clearInterval(timer)
      void context.close()
      setLevel(0)
    }
  }, [stream])
  return level
}
