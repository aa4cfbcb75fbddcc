import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Field, Select } from '@/components/ui/field'
import type { CompareSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { ComparisonView } from './comparison-view'
import { candidatesQuery, comparisonQuery } from './queries'
import { t } from './sentences'

export function ComparePage() {
  const search = useSearch({ from: '/signed-in/w/$slug/runs/compare' })
  const navigate = useNavigate({ from: '/w/$slug/runs/compare' })
  return (
    <RequireScope scope="workflow:read">
      <Compare
        search={search}
        change={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
    </RequireScope>
  )
}

type Props = { search: CompareSearch; change: (next: CompareSearch) => void }

export function Compare({ search, change }: Props) {
  return (
    <>
      <PageHeader title={t('compare.title')} />
      <div className="mb-6 grid gap-3 sm:grid-cols-2">
        <RunChoice
          label={t('compare.a')}
          value={search.a}
          onChange={(a) => change({ a: a || undefined })}
        />
        <RunChoice
          label={t('compare.b')}
          value={search.b}
          onChange={(b) => change({ b: b || undefined })}
        />
      </div>
      {search.a && search.b ? (
        <Result a={search.a} b={search.b} />
      ) : (
        <EmptyState title={t('compare.hint')} />
      )}
    </>
  )
}

type ChoiceProps = { label: string; value?: string; onChange: (number: string) => void }

function RunChoice({ label, value, onChange }: ChoiceProps) {
  const { id } = useWorkspace()
  const runs = useQuery(candidatesQuery(id))
  const listed = runs.data?.some((run) => String(run.number) === value)
  return (
    <Field label={label}>
      {(wired) => (
        <Select {...wired} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('compare.choose')}</option>
          {value && !listed && <option value={value}>#{value}</option>}
          {runs.data?.map((run) => (
            <option key={run.id} value={run.number}>
              #{run.number} {run.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function Result({ a, b }: { a: string; b: string }) {
  const { id } = useWorkspace()
  const comparison = useQuery(comparisonQuery(id, a, b))
  return (
    <QueryState query={comparison} lines={8}>
      {(data) => <ComparisonView comparison={data} />}
    </QueryState>
  )
}
