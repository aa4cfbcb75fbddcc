import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { FormProblem } from '@/components/form-problem'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { formatAgo } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { createSet, goldenKey, setsQuery } from './queries'
import { t } from '../sentences'

export function SetsPage() {
  return (
    <RequireScope scope="workflow:admin">
      <Sets />
    </RequireScope>
  )
}

export function Sets() {
  const { id, slug } = useWorkspace()
  const sets = useQuery(setsQuery(id))
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('golden.title')} />
      <p className="mb-4 max-w-prose text-muted">{t('golden.hint')}</p>
      <div className="grid gap-8">
        <QueryState query={sets}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('golden.empty')} />
            ) : (
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {items.map((set) => (
                  <li key={set.id} className="flex flex-wrap items-baseline gap-x-3 p-3">
                    <Link
                      to="/w/$slug/evaluation/sets/$setId"
                      params={{ slug, setId: set.id }}
                      className="font-medium break-words text-primary-text underline underline-offset-4"
                    >
                      {set.name}
                    </Link>
                    <span className="text-sm text-muted">
                      {t('golden.cases', { n: set.cases })} · {formatAgo(set.updated_at)}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryState>
        <NewSet />
      </div>
    </div>
  )
}

function NewSet() {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => createSet(id, name),
    onSuccess: async (set) => {
      await client.invalidateQueries({ queryKey: goldenKey(id, 'sets') })
      await navigate({
        to: '/w/$slug/evaluation/sets/$setId',
        params: { slug, setId: set.id },
      })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      {create.error && <FormProblem message={create.error.message} />}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('golden.name')} className="w-full sm:w-80">
          {(wired) => (
            <Input
              {...wired}
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" pending={create.isPending}>
          {t('golden.create')}
        </Button>
      </div>
    </form>
  )
}
