import { useEffect, useState } from 'react'

const settleMs = 300
const keyOf = (workspaceId: string) => `postmagiq.story.${workspaceId}`

export type StoryDraft = {
  story: string
  label: string
  shape?: string
  skipQuestions: boolean
  unattended: boolean
  startPaused: boolean
}

const empty: StoryDraft = {
  story: '',
  label: '',
  skipQuestions: false,
  unattended: false,
  startPaused: false,
}

function stored(workspaceId: string): Partial<StoryDraft> {
  try {
    return JSON.parse(localStorage.getItem(keyOf(workspaceId)) ?? '{}') as Partial<StoryDraft>
  } catch {
    // An unreadable draft must not keep the screen from opening.
    return {}
  }
}

/** What is being written, kept in this browser after every pause, so that nothing typed is lost. */
export function useStoryDraft(workspaceId: string, given: string | undefined) {
  const [draft, setDraft] = useState<StoryDraft>(() => ({
    ...empty,
    ...stored(workspaceId),
    ...(given ? { story: given } : {}),
  }))
  const [savedAt, setSavedAt] = useState<number>()
  useEffect(() => {
    const timer = setTimeout(() => {
      if (draft.story === '' && draft.label === '')
        return localStorage.removeItem(keyOf(workspaceId))
      localStorage.setItem(keyOf(workspaceId), JSON.stringify(draft))
      setSavedAt(Date.now())
    }, settleMs)
    return () => clearTimeout(timer)
  }, [draft, workspaceId])
  return {
    draft,
    savedAt,
    change: (next: Partial<StoryDraft>) => setDraft((old) => ({ ...old, ...next })),
    discard: () => localStorage.removeItem(keyOf(workspaceId)),
  }
}
