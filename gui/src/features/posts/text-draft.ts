/** What somebody has typed and not saved yet, kept on this device so that nothing is lost. */
export type TextDraft = { text: string; revision: number }

const key = (postId: string) => `postmagiq.draft.${postId}`

export function readDraft(postId: string): TextDraft | undefined {
  try {
    const kept = JSON.parse(
      localStorage.getItem(key(postId)) ?? 'null',
    ) as Partial<TextDraft> | null
    return typeof kept?.text === 'string' && typeof kept.revision === 'number'
      ? { text: kept.text, revision: kept.revision }
      : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(postId: string, draft: TextDraft | undefined) {
  try {
    if (draft) localStorage.setItem(key(postId), JSON.stringify(draft))
    else localStorage.removeItem(key(postId))
  } catch {
    // A full or forbidden storage keeps nothing; saving to the server goes on.
  }
}
