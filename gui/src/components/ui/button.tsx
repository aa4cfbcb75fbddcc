import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

const base =
  'rounded-control inline-flex shrink-0 items-center justify-center gap-2 font-medium whitespace-nowrap transition-colors duration-120 select-none disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0'

const looks = {
  primary: 'bg-primary text-on-primary hover:bg-primary-hover',
  outline: 'border-control bg-surface text-fg hover:bg-sunken border',
  quiet: 'text-fg hover:bg-mark-neutral/60',
  danger: 'bg-danger-fill text-on-danger hover:opacity-90',
}

const sizes = {
  md: 'h-control px-3',
  sm: 'h-7 px-2 text-sm',
  lg: 'h-10 px-4',
  icon: 'size-control pointer-coarse:min-w-11',
}

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  pending?: boolean
  asChild?: boolean
}

/** While `pending` the label stays and a second press does nothing. */
export function Button({
  look = 'outline',
  size = 'md',
  pending,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps) {
  const styles = cn(base, looks[look], sizes[size], className)
  if (asChild) {
    return (
      <Slot.Root className={styles} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      className={styles}
      aria-busy={pending || undefined}
      {...rest}
      disabled={rest.disabled || pending}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  )
}
