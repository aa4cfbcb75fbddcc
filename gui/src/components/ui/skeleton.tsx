import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 rounded-control bg-mark-neutral/70', className)} />
}

const widths = ['w-3/5', 'w-full', 'w-4/5', 'w-11/12', 'w-2/3', 'w-3/4']

/** Lines in the shape of text; it appears only when an answer takes longer than a blink. */
export function SkeletonLines({ count = 4 }: { count?: number }) {
  return (
    <div role="status" className="grid appear-late gap-3 py-2">
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className={widths[index % widths.length] ?? 'w-full'} />
      ))}
    </div>
  )
}
