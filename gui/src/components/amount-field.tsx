import { Field, Input } from '@/components/ui/field'

type Props = {
  label: string
  hint?: string
  error?: string
  placeholder?: string
  /** Whole numbers only. */
  whole?: boolean
  value: string
  onChange: (value: string) => void
}

/** An amount of money or credits as it is typed; whoever shows it reads and checks it. */
export function AmountField({ label, hint, error, placeholder, whole, value, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wired) => (
        <Input
          {...wired}
          inputMode={whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          className="tabular-nums"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
