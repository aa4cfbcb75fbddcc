import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { succeeded } from '@/api/operations'
import { ConfirmButton } from '@/components/confirm-button'
import { LoadMore } from '@/components/load-more'
import { QueryState } from '@/components/states'
import { Select } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { membersQuery, placeholdersQuery, type Placeholder } from './queries'
import { t } from './sentences'
import { useTeamChange } from './use-team-change'

/** Whom an archive brought by name only; most workspaces have nobody like that, and then there is nothing to see. */
export function Placeholders() {
  const { id } = useWorkspace()
  const named = useInfiniteQuery(placeholdersQuery(id))
  const nobody = named.data?.pages[0]?.items.length === 0
  if (nobody || named.isPending) return null
  return (
    <section aria-labelledby="named" className="grid grid-cols-1 gap-3">
      <h2 id="named" className="text-lg font-semibold">
        {t('team.named')}
      </h2>
      <p className="text-muted">{t('team.named.detail')}</p>
      <QueryState query={named} lines={2}>
        {({ pages }) => (
          <>
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {pages
                .flatMap((page) => page.items)
                .map((each) => (
                  <PlaceholderRow key={each.id} placeholder={each} />
                ))}
            </ul>
            <LoadMore query={named} />
          </>
        )}
      </QueryState>
    </section>
  )
}

function PlaceholderRow({ placeholder }: { placeholder: Placeholder }) {
  const { id: workspaceId } = useWorkspace()
  const client = useQueryClient()
  const members = useInfiniteQuery(membersQuery(workspaceId))
  const [userId, setUserId] = useState('')
  const [share, setShare] = useState(0)
  const name = placeholder.full_name
  const people = members.data?.pages.flatMap((page) => page.items) ?? []
  const member = people.find((each) => each.user_id === userId)?.full_name ?? ''
  const give = useTeamChange(async (workspace) => {
    const begun = unwrap(
      await api.POST('/api/v1/w/{workspace_id}/placeholders/{id}/give', {
        params: { path: { workspace_id: workspace, id: placeholder.id } },
        body: { user_id: userId },
      }),
    )
    await succeeded(workspace, begun.id, ({ done, total }) => setShare(total ? done / total : 0))
    // Every list of the workspace may have shown the name.
    await client.invalidateQueries({ queryKey: [workspace] })
    announce(t('team.named.given', { name, member }))
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <UserRoundX aria-hidden className="size-5 text-muted" />
      <p className="min-w-0 flex-1 basis-40 truncate font-medium">{name}</p>
      <Select
        aria-label={t('team.named.to', { name })}
        className="w-48"
        value={userId}
        onChange={(event) => setUserId(event.target.value)}
      >
        <option value="">{t('team.named.choose')}</option>
        {people.map((each) => (
          <option key={each.id} value={each.user_id}>
            {each.full_name ?? each.email}
          </option>
        ))}
      </Select>
      {userId && (
        <ConfirmButton
          label={t('team.named.give')}
          title={t('team.named.give.title', { name, member })}
          description={t('team.named.give.detail')}
          pending={give.isPending}
          onConfirm={() => give.mutate()}
        />
      )}
      {give.isPending && (
        <progress
          className="w-full"
          aria-label={t('team.named.giving', { name, member })}
          value={share}
        />
      )}
    </li>
  )
}
