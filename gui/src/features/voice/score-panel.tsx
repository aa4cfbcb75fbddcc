import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Textarea } from '@/components/ui/field'
import { piecesOf, type Span } from '@/lib/spans'
import { useWorkspace } from '@/lib/workspace'
import { scoreText, type Score } from './queries'
import { t } from './sentences'

const tones: Record<string, Tone> = {
  in_voice: 'success',
  close: 'info',
  drifting: 'warning',
  off_voice: 'danger',
}

const spansOf = (spans: number[][]): Span[] => spans.map(([start = 0, end = 0]) => ({ start, end }))

/** A text beside the profile: number, own range, what was won and lost, and where in the text. */
export function ScorePanel({ profileId }: { profileId: string }) {
  const { id } = useWorkspace()
  const [text, setText] = useState('')
  const score = useMutation({
    mutationFn: async (scored: string) => ({
      scored,
      result: await scoreText(id, profileId, scored),
    }),
  })
  return (
    <section aria-labelledby="score" className="grid gap-3">
      <h2 id="score" className="text-lg font-semibold">
        {t('voice.score')}
      </h2>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          // What is marked are offsets into exactly this text.
          score.mutate(text.normalize('NFC').replace(/\r\n?/g, '\n'))
        }}
      >
        {score.error && <FormProblem message={score.error.message} />}
        <Field label={t('voice.score.text')} hint={t('voice.score.hint')}>
          {(wired) => (
            <Textarea
              {...wired}
              required
              rows={6}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <p>
          <Button type="submit" look="primary" pending={score.isPending}>
            {t('voice.score.do')}
          </Button>
        </p>
      </form>
      <div aria-live="polite">
        {score.data && <Result text={score.data.scored} score={score.data.result} />}
      </div>
    </section>
  )
}

function Result({ text, score }: { text: string; score: Score }) {
  const [lit, setLit] = useState<Span[]>([])
  const pieces = useMemo(() => piecesOf(text, lit), [text, lit])
  if (score.score === undefined) {
    return (
      <p>{t(`voice.none.${reasonOf(score)}`, { words: score.words, need: score.need ?? 0 })}</p>
    )
  }
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-3">
        <strong className="text-2xl tabular-nums">{score.score}</strong>
        {score.verdict ? (
          <Badge tone={tones[score.verdict]}>{t(`voice.verdict.${verdictOf(score)}`)}</Badge>
        ) : (
          <span className="text-muted">
            {t('voice.verdict.none', { n: score.missing_units ?? 0 })}
          </span>
        )}
        {score.own_range.length === 2 && (
          <span className="text-muted">
            {t('voice.own_range', {
              from: Math.round(score.own_range[0] ?? 0),
              to: Math.round(score.own_range[1] ?? 0),
            })}
          </span>
        )}
        <span className="text-muted">{t(`voice.confidence.${confidenceOf(score)}`)}</span>
      </p>
      <ul className="grid gap-1 text-sm">
        {score.components.map((part) => (
          <li
            key={part.key}
            className="grid grid-cols-[9rem_minmax(0,1fr)_auto] items-center gap-3"
          >
            <span>{t(`voice.part.${partOf(part.key)}`)}</span>
            <meter className="h-2 w-full" min={0} max={part.of} value={part.points}>
              {part.points}
            </meter>
            <span className="tabular-nums">
              {t('voice.points', {
                points: part.points.toFixed(1),
                of: String(Number(part.of.toFixed(1))),
              })}
            </span>
          </li>
        ))}
        {score.penalties.map((penalty) => (
          <li key={penalty.key}>
            {t(`voice.penalty.${penaltyOf(penalty.key)}`, { n: penalty.points })}
          </li>
        ))}
        {score.bonus > 0 && <li>{t('voice.bonus', { n: score.bonus })}</li>}
      </ul>
      {score.differences.length > 0 && (
        <>
          <h3 className="font-semibold">{t('voice.differences')}</h3>
          <ul className="grid gap-2">
            {score.differences.map((one) => (
              <li key={one.feature} className="rounded-card border border-line p-3">
                <p>
                  {one.message}{' '}
                  <span className="text-muted">
                    {t('voice.lost', { points: one.lost_points.toFixed(1) })}
                  </span>
                </p>
                <p className="text-sm text-muted">{one.hint}</p>
                {one.spans.length > 0 && (
                  <Button
                    size="sm"
                    className="mt-2"
                    onClick={() => setLit(spansOf(one.spans))}
                    aria-label={t('voice.show_what', { what: one.message })}
                  >
                    {t('voice.show')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {score.avoid_hits.length > 0 && (
        <p>
          {t('voice.avoided', { words: score.avoid_hits.map((hit) => hit.pattern).join(', ') })}{' '}
          <Button
            size="sm"
            onClick={() => setLit(spansOf(score.avoid_hits.map((hit) => hit.span)))}
            aria-label={t('voice.show_avoided')}
          >
            {t('voice.show')}
          </Button>
        </p>
      )}
      <p
        className="max-w-[66ch] rounded-card border border-line bg-surface p-3 break-words whitespace-pre-wrap"
        dir="auto"
        data-scored
      >
        {pieces.map((piece) =>
          piece.marks.length > 0 ? (
            <mark key={piece.start} className="bg-mark-primary text-fg underline decoration-2">
              {piece.text}
            </mark>
          ) : (
            <span key={piece.start}>{piece.text}</span>
          ),
        )}
      </p>
      <p className="text-sm text-muted">{t('voice.measures')}</p>
    </div>
  )
}

type Reason = 'too_short' | 'language_mismatch' | 'low_coverage'
const reasonOf = (score: Score) => (score.reason ?? 'low_coverage') as Reason
type Verdict = 'in_voice' | 'close' | 'drifting' | 'off_voice'
const verdictOf = (score: Score) => score.verdict as Verdict
type Confidence = 'low' | 'medium' | 'high'
const confidenceOf = (score: Score) => (score.confidence ?? 'low') as Confidence
const partOf = (key: string) =>
  key as
    | 'habits'
    | 'function_words'
    | 'punctuation'
    | 'rhythm'
    | 'vocabulary'
    | 'address'
    | 'layout'
    | 'ends'
    | 'transitions'
    | 'readability'
    | 'emoji'
const penaltyOf = (key: string) => key as 'avoid_list' | 'never_used' | 'imitation'
