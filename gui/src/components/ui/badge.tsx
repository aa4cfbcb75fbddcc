import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

const tones = {
  neutral: 'bg-mark-neutral',
  primary: 'bg-mark-primary',
  success: 'bg-mark-success',
  warning: 'bg-mark-warning',
  danger: 'bg-mark-danger',
  info: 'bg-mark-info',
  accent: 'bg-mark-accent',
  outline: 'border border-control',
} as const

export type Tone = keyof typeof tones

export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap text-fg [&_svg]:size-3.5',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}
