import { useInfiniteQuery } from '@tanstack/react-query'
import { profilesQuery } from '@/api/voices'
import { Field, Select } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { t } from './sentences'

type Props = { value: string; onChange: (voice: string) => void }

/** The voices there are, one's own first, and none. */
export function VoiceField({ value, onChange }: Props) {
  const { id } = useWorkspace()
  const voices = useInfiniteQuery(profilesQuery(id))
  const all = voices.data?.pages.flatMap((page) => page.items) ?? []
  const groups = [
    [t('strategy.voice.own'), all.filter((voice) => !voice.is_preset)],
    [t('strategy.voice.presets'), all.filter((voice) => voice.is_preset)],
  ] as const
  return (
    <Field label={t('strategy.voice')} hint={t('strategy.voice.hint')}>
      {(wired) => (
        <Select {...wired} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('strategy.voice.none')}</option>
          {value && all.every((voice) => voice.id !== value) && <option value={value}>…</option>}
          {groups.map(
            ([label, found]) =>
              found.length > 0 && (
                <optgroup key={label} label={label}>
                  {found.map((voice) => (
                    <option key={voice.id} value={voice.id}>
                      {voice.name}
                    </option>
                  ))}
                </optgroup>
              ),
          )}
        </Select>
      )}
    </Field>
  )
}
