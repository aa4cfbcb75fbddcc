import { ApiProblem } from '@/api/problem'
import type { StartRunRequest } from '@/api/types'

export type StartField = keyof StartRunRequest & string

/** Refusals that are about one field although the server names it by its code only. */
const fieldOfCode: Partial<Record<string, StartField>> = {
  'story.too_short': 'story',
  'story.too_long': 'story',
  'story.not_text': 'story',
  'run.cap_invalid': 'max_cost_usd',
  'run.cap_below_quote': 'max_credits',
  'run.tier_unavailable': 'tier',
}

const shownFields: readonly StartField[] = [
  'story',
  'story_label',
  'tier',
  'platform',
  'shape',
  'max_cost_usd',
  'max_credits',
]

/** The field a refused start is about, with the server's own sentence; nothing for all other problems. */
export function refusedField(error: unknown): { field: StartField; message: string } | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  const known = fieldOfCode[error.code]
  if (known) return { field: known, message: error.message }
  // The detail is a whole sentence; the entry of a field only says what is wrong with it.
  const field = shownFields.find((each) => error.errors.some((entry) => entry.field === each))
  return field && { field, message: error.message }
}
