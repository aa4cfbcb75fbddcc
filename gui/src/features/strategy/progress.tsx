import { t } from './sentences'

/** How many of some posts are ready, in words and as a bar. */
export function Progress({ done, all }: { done: number; all: number }) {
  const words = t('strategy.progress', { done, all })
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2 text-sm text-muted">
      <progress
        aria-label={words}
        className="h-1.5 w-28 overflow-hidden rounded-full accent-primary"
        value={done}
        max={Math.max(all, 1)}
      />
      {words}
    </span>
  )
}
