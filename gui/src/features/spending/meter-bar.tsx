import { useId } from 'react'
import { cn } from '@/lib/cn'
import { formatUsd } from '@/lib/format'
import type { CostMeter } from './queries'
import { inWords } from './words'
import { t } from './sentences'

/** From here on it is time to look. */
const warnShare = 0.8

/** What is spent (filled), held (hatched) and left (empty) of one period, drawn and in numbers. */
export function MeterBar({ meter }: { meter: CostMeter }) {
  const { scope, spent, held, limit, left } = meter
  const title = useId()
  const values = { spent: formatUsd(spent), held: formatUsd(held) }
  const label =
    limit === undefined
      ? t('spending.meter.unlimited', values)
      : t('spending.meter', { ...values, limit: formatUsd(limit) })
  const near = limit !== undefined && spent + held >= limit * warnShare
  const facts: [string, string][] = [
    [t('spending.spent'), values.spent],
    [t('spending.held'), values.held],
    [t('spending.left'), inWords(left)],
    [t('spending.limit'), inWords(limit)],
  ]
  return (
    <section
      aria-labelledby={title}
      className="grid gap-3 rounded-card border border-line bg-surface p-4"
    >
      <h3 id={title} className="font-medium">
        {t(scope === 'workspace_day' ? 'spending.day' : 'spending.month')}
      </h3>
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-3 w-full overflow-hidden rounded-full border border-control"
      >
        <defs>
          <pattern
            id={`${title}-held`}
            width="1.2"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="skewX(-20)"
          >
            <rect width="0.6" height="6" className="fill-primary" />
          </pattern>
        </defs>
        {limit !== undefined && (
          <>
            <rect
              width={share(spent, limit)}
              height="6"
              className={cn(near ? 'fill-warning' : 'fill-primary')}
            />
            <rect
              x={share(spent, limit)}
              width={share(spent + held, limit) - share(spent, limit)}
              height="6"
              fill={`url(#${title}-held)`}
            />
          </>
        )}
      </svg>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm tabular-nums">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-end">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Percent of the bar; what passed a lowered limit fills it. A limit of 0 is full from the start. */
export function share(amount: number, limit: number) {
  if (limit <= 0) return 100
  return Math.min(100, (amount / limit) * 100)
}
