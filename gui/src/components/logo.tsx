import { cn } from '@/lib/cn'

export function Logo({ className, folded }: { className?: string; folded?: boolean }) {
  return (
    <span className={cn('flex items-center gap-2 font-semibold', className)}>
      <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden>
        <rect width="32" height="32" rx="8" className="fill-primary" />
        <path
          d="M9 8h9a6 6 0 0 1 0 12h-5v5H9z"
          fill="none"
          strokeWidth="3"
          strokeLinejoin="round"
          className="stroke-on-primary"
        />
      </svg>
      <span className={folded ? 'sr-only' : ''}>Postmagiq</span>
    </span>
  )
}
