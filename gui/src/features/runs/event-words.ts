import type { RunEvent } from '@/api/types'
import { formatDuration, formatNumber, humanise } from '@/lib/format'
import { maybe, sentences } from '@/lib/i18n'
import own from '@/locales/en/events.json'

sentences(own)

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const count = (value: unknown) => (typeof value === 'number' ? value : undefined)

/** One sentence for an event, or nothing when it is not worth one. */
export function sentenceOf(event: RunEvent): string | undefined {
  const { data } = event
  const delay = count(data.delay_s)
  const score = count(data.score) ?? count(data.score_min)
  const next = text(data.next_state)
  const rule = text(data.rule)
  // A state may end where a person decides: then nothing is next yet.
  const key = event.type === 'state.completed' && !next ? 'state.ended' : event.type
  return maybe(`event.${key}`, {
    state: event.state ? humanise(event.state) : '',
    next: humanise(next ?? ''),
    agent: text(data.agent) ?? text(data.auditor) ?? '',
    reason:
      text(data.reason) ??
      text(data.message) ??
      text(data.error_code) ??
      (rule ? humanise(rule) : ''),
    words: formatNumber(count(data.words) ?? 0),
    delay: delay === undefined ? '' : formatDuration(delay),
    score: score === undefined ? '–' : formatNumber(score, 1),
    decision: text(data.decision) ?? text(data.transition) ?? '',
    type: humanise(text(data.output_type) ?? ''),
  })
}
