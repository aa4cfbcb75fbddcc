import { Input } from './ui/field'

type DayProps = { label: string; value?: string; onChange: (day: string | undefined) => void }

/** A day of the reader, or none. */
export function DayInput({ label, value, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-muted">
      {label}
      <Input
        type="date"
        className="w-auto"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  )
}
