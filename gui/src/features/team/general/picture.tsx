import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { upload } from '@/api/upload'
import { WorkspacePicture } from '@/components/workspace-picture'
import { ConfirmButton } from '@/components/confirm-button'
import { FormProblem } from '@/components/form-problem'
import { Field, Input } from '@/components/ui/field'
import { t } from '../sentences'
import { workspaceQuery, type Workspace } from './queries'

/** The picture beside the name: another one, or none. */
export function Picture({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const changed = async () => {
    await client.invalidateQueries({ queryKey: workspaceQuery(workspace.id).queryKey })
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    toast.success(t('general.saved'))
  }
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      return upload(`/api/v1/w/${workspace.id}/logo`, form, {
        onProgress: () => undefined,
        signal: new AbortController().signal,
      })
    },
    onSuccess: changed,
  })
  const remove = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.DELETE('/api/v1/w/{workspace_id}/logo', {
          params: { path: { workspace_id: workspace.id } },
        }),
      ),
    onSuccess: changed,
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="picture" className="grid gap-3">
      <h2 id="picture" className="text-lg font-semibold">
        {t('general.logo')}
      </h2>
      {send.error && <FormProblem message={send.error.message} />}
      <div className="flex flex-wrap items-end gap-3">
        <WorkspacePicture
          id={workspace.id}
          name={workspace.name}
          logo={workspace.logo_id}
          className="size-16"
        />
        <Field
          label={t('general.logo.choose')}
          hint={t('general.logo.hint')}
          className="min-w-60 flex-1"
        >
          {(wired) => (
            <Input
              {...wired}
              type="file"
              accept="image/png,image/jpeg"
              className="py-1"
              disabled={send.isPending}
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file) send.mutate(file)
                event.target.value = ''
              }}
            />
          )}
        </Field>
        {workspace.logo_id && (
          <ConfirmButton
            label={t('general.logo.remove')}
            title={t('general.logo.title')}
            description={t('general.logo.detail')}
            pending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        )}
      </div>
    </section>
  )
}
