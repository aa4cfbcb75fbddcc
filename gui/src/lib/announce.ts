import { create } from 'zustand'

/** Sentences for screen readers, read from two live regions that exist from the first paint. */
export const useAnnouncements = create<{ polite: string; urgent: string }>(() => ({
  polite: '',
  urgent: '',
}))

export const announce = (sentence: string) => useAnnouncements.setState({ polite: sentence })
export const announceError = (sentence: string) => useAnnouncements.setState({ urgent: sentence })

/** Announces at most every `gapMs`; the newest sentence wins. */
export function politeEvery(gapMs: number) {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return (sentence: string) => {
    clearTimeout(timer)
    const wait = Math.max(0, last + gapMs - Date.now())
    timer = setTimeout(() => {
      last = Date.now()
      announce(sentence)
    }, wait)
  }
}
