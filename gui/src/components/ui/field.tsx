import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from '@/lib/cn'

const control =
  'border-control bg-surface text-fg rounded-control w-full border px-2.5 aria-invalid:border-danger disabled:opacity-60 pointer-coarse:text-post'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(control, 'h-control pointer-coarse:h-11', className)} {...rest} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(control, 'min-h-20 py-2', className)} {...rest} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <select className={cn(control, 'h-control pe-7 pointer-coarse:h-11', className)} {...rest} />
  )
}

type Wired = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }
type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string
  className?: string
  children: (wired: Wired) => ReactNode
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <div id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

type CheckProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }

export function Check({ label, className, ...rest }: CheckProps) {
  const id = useId()
  return (
    <div className={cn('flex items-start gap-2', className)}>
      <input id={id} type="checkbox" className="mt-0.5 size-4 shrink-0 accent-primary" {...rest} />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
