import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import type { components } from '@/api/schema'
import { useMe } from '@/api/use-me'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { ImportSection } from '../archive/import-section'
import { t } from '../sentences'
import { NewWorkspaceForm } from './new-workspace-form'

type OwnInvite = components['schemas']['OwnInvite']
type Listed = components['schemas']['Listed']

const ownInvitesQuery = queryOptions({
  queryKey: ['own-invites'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/invites/mine', { signal })).items,
})

const deletedQuery = queryOptions({
  queryKey: ['deleted-workspaces'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/workspaces', { params: { query: { deleted: true } }, signal }))
      .items,
})

/** A workspace to make, invitations that wait, deleted workspaces that can come back. */
export function WelcomePage() {
  const { memberships } = useMe()
  const invites = useQuery(ownInvitesQuery)
  const deleted = useQuery(deletedQuery)
  return (
    <div className="grid max-w-3xl gap-8">
      <div>
        <PageHeader title={memberships.length === 0 ? t('welcome.none') : t('welcome.title')} />
        {memberships.length === 0 && <p className="max-w-prose">{t('welcome.none.detail')}</p>}
      </div>
      <section aria-labelledby="new" className="grid gap-3">
        <h2 id="new" className="text-lg font-semibold">
          {t('welcome.new')}
        </h2>
        <NewWorkspaceForm />
      </section>
      <ImportSection />
      <QueryState query={invites} lines={2}>
        {(items) =>
          items.length > 0 && (
            <List id="waiting" title={t('welcome.invites')}>
              {items.map((invite) => (
                <InviteRow key={invite.id} invite={invite} />
              ))}
            </List>
          )
        }
      </QueryState>
      <QueryState query={deleted} lines={2}>
        {(items) =>
          items.length > 0 && (
            <List id="deleted" title={t('welcome.deleted')}>
              {items.map((workspace) => (
                <DeletedRow key={workspace.id} workspace={workspace} />
              ))}
            </List>
          )
        }
      </QueryState>
    </div>
  )
}

function List({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {children}
      </ul>
    </section>
  )
}

/** Goes to a workspace that has just become one of one's own. */
function useEnter(work: () => Promise<string>) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: work,
    onSuccess: async (slug) => {
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      await navigate({ to: '/w/$slug', params: { slug } })
    },
    onError: (error) => toast.error(error.message),
  })
}

function InviteRow({ invite }: { invite: OwnInvite }) {
  const accept = useEnter(async () => {
    const joined = unwrap(
      await api.POST('/api/v1/invites/mine/{id}/accept', { params: { path: { id: invite.id } } }),
    )
    return joined.workspace.slug
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{invite.workspace_name}</p>
        <p className="text-sm text-muted">
          {invite.custom_role ?? maybe(`role.${invite.role}`)}
          {invite.inviter_name && ` · ${invite.inviter_name}`}
        </p>
      </div>
      <Button look="primary" pending={accept.isPending} onClick={() => accept.mutate()}>
        {t('invite.accept')}
        <span className="sr-only">{invite.workspace_name}</span>
      </Button>
    </li>
  )
}

function DeletedRow({ workspace }: { workspace: Listed }) {
  const restore = useEnter(async () => {
    const back = unwrap(
      await api.POST('/api/v1/workspaces/{id}/restore', {
        params: { path: { id: workspace.id } },
      }),
    )
    return back.slug
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{workspace.name}</p>
        {workspace.purge_after && (
          <p className="text-sm text-muted">
            {t('welcome.deleted.until', { time: formatMoment(workspace.purge_after) })}
          </p>
        )}
      </div>
      <Button pending={restore.isPending} onClick={() => restore.mutate()}>
        {t('welcome.restore')}
        <span className="sr-only">{workspace.name}</span>
      </Button>
    </li>
  )
}
