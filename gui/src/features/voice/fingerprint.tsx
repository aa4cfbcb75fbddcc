import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Radar } from '@/components/charts/radar'
import { DataTable } from '@/components/data-table'
import { QueryState } from '@/components/states'
import { Field, Select } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/lib/workspace'
import { axesOf } from './axes'
import { stylometryQuery, type VoiceProfile } from './queries'
import { t } from './sentences'

type Props = { profile: VoiceProfile; others: VoiceProfile[] }

/** What was counted: as a shape, as a table with the same numbers, and in sentences. */
export function Fingerprint({ profile, others }: Props) {
  const { id } = useWorkspace()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const [other, setOther] = useState('')
  const measured = useQuery(stylometryQuery(id, profile.id))
  const beside = useQuery({ ...stylometryQuery(id, other), enabled: other !== '' })
  const otherName = others.find((it) => it.id === other)?.name
  return (
    <section aria-labelledby="fingerprint" className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="fingerprint" className="text-lg font-semibold">
          {t('voice.fingerprint')}
        </h2>
        <Segmented
          label={t('voice.view')}
          value={view}
          options={[
            { value: 'chart', label: t('voice.view.chart') },
            { value: 'table', label: t('voice.view.table') },
          ]}
          onChange={setView}
        />
      </div>
      {others.length > 0 && (
        <Field label={t('voice.compare')} className="max-w-sm">
          {(wired) => (
            <Select {...wired} value={other} onChange={(event) => setOther(event.target.value)}>
              <option value="">{t('voice.compare.none')}</option>
              {others.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <QueryState query={measured}>
        {({ stylometry, findings }) => {
          const second = otherName && beside.data ? beside.data.stylometry : undefined
          const names = second && otherName ? [profile.name, otherName] : [profile.name]
          const axes = axesOf(stylometry, second)
          return (
            <div className="grid gap-6 lg:grid-cols-2">
              {view === 'chart' ? (
                <Radar axes={axes} names={names} />
              ) : (
                <DataTable
                  label={t('voice.fingerprint')}
                  head={[t('voice.measure'), ...names]}
                  rows={axes.map(({ name, shown }) => [name, ...shown])}
                />
              )}
              <ul className="grid content-start gap-2">
                {Object.values(findings).map((finding) => (
                  <li key={finding} className="border-s-2 border-line ps-3">
                    {finding}
                  </li>
                ))}
              </ul>
            </div>
          )
        }}
      </QueryState>
    </section>
  )
}
