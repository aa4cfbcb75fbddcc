import { formatNumber, formatPercent } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import type { Arms, CaseReport, CaseText, Cell, Experiment, GoldenCase, Metric } from './queries'
import { t } from '../sentences'

export const signed = (value: number) =>
  value > 0 ? `+${formatNumber(value, 2)}` : formatNumber(value, 2).replace('-', '−')

export const metricName = (metric: string) => maybe(`golden.metric.${metric}`) ?? metric

/** What a metric showed, in words. */
export function verdict(metric: Metric): string {
  if (metric.cases === 0) return t('golden.verdict.no_cases')
  if (metric.verdict === undefined) return t('golden.verdict.neither')
  if (metric.verdict === 'too_few') return t('golden.verdict.too_few', { n: metric.cases })
  if (metric.verdict === 'not_shown') return t('golden.verdict.not_shown')
  return t(`golden.verdict.${metric.verdict}`, {
    by: signed(metric.difference ?? 0),
    low: signed(metric.low ?? 0),
    high: signed(metric.high ?? 0),
  })
}

export const interval = ({ low, high }: Metric) =>
  low === undefined || high === undefined
    ? t('evaluation.unknown')
    : t('golden.interval', { low: signed(low), high: signed(high) })

/** Share of the cells that need nothing more, 0 to 1. */
export function progressShare({ queued, running, done, failed, skipped }: Experiment['progress']) {
  const all = queued + running + done + failed + skipped
  return all === 0 ? 0 : (all - queued - running) / all
}

const meanScore = (cells: Cell[]) => {
  const known = cells.flatMap(({ metrics }) =>
    metrics?.final_score === undefined ? [] : [metrics.final_score],
  )
  return known.length === 0
    ? undefined
    : known.reduce((sum, score) => sum + score, 0) / known.length
}

/** Final score of b less that of a; undefined where one has none. */
export function scoreDifference({ a, b }: CaseReport) {
  const [first, second] = [meanScore(a.cells), meanScore(b.cells)]
  return first === undefined || second === undefined ? undefined : second - first
}

const size = (difference: number | undefined) =>
  difference === undefined ? -1 : Math.abs(difference)

/** Cases that differ most come first; those without a difference to tell keep their order at the end. */
export const byDifference = (cases: CaseReport[]) =>
  cases.toSorted(
    (one, other) =>
      size(scoreDifference(other)) - size(scoreDifference(one)) || one.position - other.position,
  )

/** What a cell came to, in a few words. */
export function cellWords(cell: Cell): string {
  const status = t(`golden.cell.${cell.status}`)
  if (cell.status === 'failed') {
    const reason = cell.metrics?.error_code
    return reason ? `${status} (${reason})` : status
  }
  const score = cell.metrics?.final_score
  return score === undefined ? status : `${status} · ${formatNumber(score)}`
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : undefined)

export type CaseFields = {
  label: string
  story: string
  contain: string
  avoid: string
  facts: string
  min: string
  max: string
}

export const emptyCase: CaseFields = {
  label: '',
  story: '',
  contain: '',
  avoid: '',
  facts: '',
  min: '',
  max: '',
}

export const fieldsOf = ({ label, story, expectations }: GoldenCase): CaseFields => ({
  label,
  story,
  contain: (expectations.must_contain ?? []).join('\n'),
  avoid: (expectations.must_not_contain ?? []).join('\n'),
  facts: (expectations.facts ?? []).join('\n'),
  min: expectations.min_words === undefined ? '' : String(expectations.min_words),
  max: expectations.max_words === undefined ? '' : String(expectations.max_words),
})

/** As the server takes it; what the form does not show of a case stays as it was. */
export const caseText = (fields: CaseFields, before?: GoldenCase): CaseText => ({
  ...(before && {
    shape: before.shape,
    platform: before.platform,
    reference_text: before.reference_text,
    tags: before.tags,
  }),
  label: fields.label.trim() || undefined,
  story: fields.story,
  expectations: {
    must_contain: lines(fields.contain),
    must_not_contain: lines(fields.avoid),
    facts: lines(fields.facts),
    min_words: whole(fields.min),
    max_words: whole(fields.max),
  },
})

/** How many things a text of the case must be like. */
export function expectationCount({ expectations }: GoldenCase) {
  const { must_contain, must_not_contain, facts, min_words, max_words } = expectations
  return (
    (must_contain?.length ?? 0) +
    (must_not_contain?.length ?? 0) +
    (facts?.length ?? 0) +
    (min_words === undefined ? 0 : 1) +
    (max_words === undefined ? 0 : 1)
  )
}

export const words = (text: string) => text.trim().split(/\s+/).filter(Boolean).length

/** A sum that is likely enough, rounded up to cents. */
export const suggestedCap = (high: number) => Math.ceil(high * 100) / 100

export const shareWords = (share: number | undefined) =>
  share === undefined ? t('evaluation.unknown') : formatPercent(share)

/** One way of an experiment as it is filled in; a role is reworded only where one is named. */
export type ArmFields = { config: string; version: string; persona: string; template: string }

export const noChange = { version: '', persona: '', template: '' }

export function arm({ config, version, persona, template }: ArmFields): Arms['a'] {
  return {
    config_slug: config,
    ...(version === '' ? {} : { version: Number(version) }),
    ...(persona === '' ? {} : { overrides: { personas: { [persona]: { template } } } }),
  }
}
