import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

/** Length only: what makes a password good is judged by the server, which knows the common ones. */
export function PasswordMeter({ length, min }: { length: number; min: number }) {
  const left = min - length
  const share = Math.min(1, length / (min * 1.6))
  return (
    <span className="grid gap-1">
      <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-mark-neutral">
        <span
          className={cn(
            'block h-full origin-left transition-transform duration-120',
            left > 0 ? 'bg-warning' : 'bg-success',
          )}
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
      <span>{left > 0 ? t('auth.password.more', { n: left }) : t('auth.password.enough')}</span>
    </span>
  )
}
