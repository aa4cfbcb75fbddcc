import { useEffect, useRef, type ReactNode } from 'react'
import { CopyButton } from '@/components/problem-panel'
import { countWords } from '@/lib/counters'
import { formatDuration, formatUsd } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import type { DraftInView } from './drafts-panel'
import { OutputBody } from './output-body'
import { StatusGlyph, type Mark } from './status'
import { t } from './sentences'

const marks: Record<string, Mark> = {
  waiting: 'waiting',
  started: 'running',
  running: 'running',
  retrying: 'looped',
  succeeded: 'done',
  failed: 'failed',
  timed_out: 'failed',
  malformed: 'failed',
  lost: 'failed',
  cancelled: 'skipped',
}

/** Average length of an English word with its space, to tell words from a length in characters. */
const charactersPerWord = 6

type Props = {
  draft: DraftInView
  /** How near it comes to the voice of the run, of 100. */
  voice?: number
  children?: ReactNode
}

export function DraftCard({ draft, voice, children }: Props) {
  const { slot, label, output, growing } = draft
  const mark = output ? 'done' : growing ? 'running' : (marks[slot.status] ?? 'waiting')
  const facts = [
    slot.tokens > 0 && t('draft.tokens', { n: slot.tokens }),
    slot.cost_usd !== undefined && formatUsd(slot.cost_usd),
    slot.duration_s !== undefined && formatDuration(slot.duration_s),
    slot.attempts > 1 && t('draft.attempts', { n: slot.attempts }),
    voice !== undefined && t('runs.draft.voice', { n: voice }),
  ].filter(Boolean)
  return (
    <article
      className="flex h-full flex-col gap-2 rounded-card border border-line p-3"
      aria-label={label}
    >
      <header>
        <h3 className="flex items-center gap-2 font-medium">
          <StatusGlyph mark={mark} />
          <span className="truncate">{label}</span>
        </h3>
        <p className="text-sm text-muted tabular-nums">
          {progress(draft)}
          {facts.length > 0 && ` · ${facts.join(' · ')}`}
        </p>
      </header>
      {slot.error && (
        <p className="text-sm break-words text-danger">{t('draft.error', { error: slot.error })}</p>
      )}
      <Body draft={draft} />
      {output && (
        <footer className="mt-auto flex flex-wrap items-center gap-3 pt-1">
          <CopyButton text={output.content} label={t('action.copy')} />
          {children}
        </footer>
      )}
      {!output && growing?.behind && <p className="text-sm text-muted">{t('draft.behind')}</p>}
    </article>
  )
}

function progress({ slot, output, growing }: DraftInView) {
  if (output) return t('text.words', { n: output.words })
  if (growing?.note) return growing.note
  if (growing) {
    const words = growing.behind
      ? Math.round(growing.length / charactersPerWord)
      : countWords(growing.text)
    return t('draft.writing', { n: words })
  }
  return maybe(`slot.${slot.status}`) ?? slot.status
}

const body = 'max-h-[28rem] overflow-auto text-base leading-6'

function Body({ draft: { output, growing, label } }: { draft: DraftInView }) {
  if (output) {
    return (
      // The text scrolls inside its card, so it must be reachable by keyboard.
      <div
        className={body}
        tabIndex={0}
        role="region"
        aria-label={t('draft.text', { agent: label })}
      >
        <OutputBody content={output.content} />
      </div>
    )
  }
  if (!growing || growing.behind || growing.note) return null
  return <GrowingText text={growing.text} label={label} />
}

/** Follows the writing until the reader scrolls up, and again once they are back at the end. */
function GrowingText({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  useEffect(() => {
    const element = box.current
    if (element && following.current) element.scrollTop = element.scrollHeight
  }, [text])
  return (
    <div
      ref={box}
      role="region"
      aria-label={t('draft.text', { agent: label })}
      tabIndex={0}
      className={body}
      onScroll={({ currentTarget: element }) => {
        following.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24
      }}
    >
      <p className="break-words whitespace-pre-wrap" dir="auto">
        {text}
        <span aria-hidden className="ms-0.5 inline-block h-4 w-1.5 bg-primary align-[-2px]" />
      </p>
    </div>
  )
}
