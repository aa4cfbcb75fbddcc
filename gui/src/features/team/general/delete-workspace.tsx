import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { forgetWorkspace } from '@/lib/forget-workspace'
import { formatMoment } from '@/lib/format'
import { t } from '../sentences'
import type { Workspace } from './queries'

export function DeleteWorkspace({ workspace }: { workspace: Workspace }) {
  const [typed, setTyped] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.DELETE('/api/v1/w/{workspace_id}', {
          params: { path: { workspace_id: workspace.id } },
          body: { confirm: typed },
        }),
      ),
    onSuccess: async ({ purge_after }) => {
      toast.success(t('general.deleted', { time: formatMoment(purge_after) }))
      client.removeQueries({ queryKey: ['deleted-workspaces'] })
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      await navigate({ to: '/', replace: true })
      forgetWorkspace(client, workspace.id)
    },
  })
  return (
    <section aria-labelledby="delete" className="grid gap-3">
      <h2 id="delete" className="text-lg font-semibold">
        {t('general.delete')}
      </h2>
      <p className="max-w-prose text-muted">{t('general.delete.hint')}</p>
      {remove.error && <FormProblem message={remove.error.message} />}
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          remove.mutate()
        }}
      >
        <Field label={t('general.delete.type', { name: workspace.name })} className="min-w-60">
          {(wired) => (
            <Input
              {...wired}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="danger"
          pending={remove.isPending}
          disabled={typed.trim() !== workspace.name}
        >
          {t('general.delete')}
        </Button>
      </form>
    </section>
  )
}
