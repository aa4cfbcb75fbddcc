import { cn } from '@/lib/cn'

type Option<T extends string> = { value: T; label: string }
type SegmentedProps<T extends string> = {
  label: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
  className?: string
}

/** A few exclusive choices in one row: real radio buttons, so arrow keys work. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: SegmentedProps<T>) {
  return (
    <fieldset
      className={cn(
        'inline-flex max-w-full overflow-x-auto rounded-control border border-control bg-surface p-0.5',
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-7 cursor-pointer items-center rounded-[4px] px-2.5 text-sm whitespace-nowrap has-checked:bg-mark-primary has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:h-10"
        >
          <input
            type="radio"
            className="absolute inset-0 cursor-pointer opacity-0"
            name={label}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
