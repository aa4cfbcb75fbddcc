import { Field, Select } from '@/components/ui/field'

type Platform = { id: string; name: string; is_active: boolean }
type Props = {
  label: string
  platforms: Platform[] | undefined
  value: string
  onChange: (id: string) => void
  /** The words of no stream at all, where that is a choice. */
  none?: string
}

/** The stream that was chosen; before any was, the first one that is in use. */
export const chosenPlatform = (chosen: string, platforms: Platform[] | undefined) =>
  chosen || (platforms?.find((each) => each.is_active)?.id ?? '')

export function PlatformField({ label, platforms, value, onChange, none }: Props) {
  return (
    <Field label={label}>
      {(wired) => (
        <Select {...wired} value={value} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {platforms
            ?.filter((each) => each.is_active || each.id === value)
            .map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
        </Select>
      )}
    </Field>
  )
}
