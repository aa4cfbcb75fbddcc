import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useSession } from '@/api/session'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/field'
import { Menu, MenuItem } from '@/components/ui/menu'
import { formatAgo } from '@/lib/format'
import { useDebounced } from '@/lib/use-debounced'
import { ImpersonateDialog } from './impersonate-dialog'
import {
  changeUser,
  sendReset,
  signOutUser,
  usersQuery,
  type AdminUser,
  type UserFilter,
} from './queries'
import { ResetFactorsDialog } from './reset-factors-dialog'
import { t } from './sentences'

export function UsersPage() {
  const [words, setWords] = useState('')
  const [status, setStatus] = useState<UserFilter['status']>()
  const q = useDebounced(words.trim(), 250)
  const users = useInfiniteQuery(usersQuery({ q: q || undefined, status }))
  const items = users.data?.pages.flatMap((page) => page.items)
  const [target, setTarget] = useState<AdminUser>()
  const [locked, setLocked] = useState<AdminUser>()
  return (
    <>
      <PageHeader title={t('admin.users')} />
      <form
        role="search"
        className="mb-4 flex flex-wrap gap-2"
        onSubmit={(event) => event.preventDefault()}
      >
        <Input
          type="search"
          aria-label={t('admin.users.search')}
          placeholder={t('admin.users.search')}
          maxLength={100}
          className="w-full sm:w-72"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          aria-label={t('admin.users.filter.status')}
          className="w-auto min-w-36"
          value={status ?? ''}
          onChange={(event) => {
            const chosen = event.target.value
            setStatus(chosen === 'active' || chosen === 'inactive' ? chosen : undefined)
          }}
        >
          <option value="">{t('admin.users.filter.any')}</option>
          <option value="active">{t('admin.users.filter.active')}</option>
          <option value="inactive">{t('admin.users.filter.inactive')}</option>
        </Select>
      </form>
      <QueryState query={{ ...users, data: items }} lines={8}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={q || status ? t('state.no_match') : t('admin.users.empty')} />
          ) : (
            <>
              <ul
                aria-label={t('admin.users')}
                className="divide-y divide-line rounded-card border border-line bg-surface"
              >
                {list.map((user) => (
                  <UserRow
                    key={user.id}
                    user={user}
                    onImpersonate={() => setTarget(user)}
                    onResetFactors={() => setLocked(user)}
                  />
                ))}
              </ul>
              {users.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={users.isFetchingNextPage}
                  onClick={() => void users.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
      {locked && <ResetFactorsDialog user={locked} onClose={() => setLocked(undefined)} />}
      {target && <ImpersonateDialog user={target} onClose={() => setTarget(undefined)} />}
    </>
  )
}

type RowProps = { user: AdminUser; onImpersonate: () => void; onResetFactors: () => void }

function UserRow({ user, ...actions }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-row">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="break-words">{user.full_name}</span>
          {user.is_superuser && <Badge tone="primary">{t('admin.users.operator')}</Badge>}
          {!user.is_active && <Badge tone="danger">{t('admin.users.inactive')}</Badge>}
        </p>
        <p className="text-sm break-all text-muted">{user.email}</p>
      </div>
      <p className="text-sm text-muted">
        {t('admin.users.facts', {
          since: formatAgo(user.created_at),
          last: user.last_sign_in_at ? formatAgo(user.last_sign_in_at) : t('admin.users.never'),
        })}
        {' · '}
        {t('admin.users.sessions', { n: user.sessions })}
      </p>
      <UserMenu user={user} {...actions} />
    </li>
  )
}

function UserMenu({ user, onImpersonate, onResetFactors }: RowProps) {
  const me = useSession((session) => session.user?.id)
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: ['admin'] })
  const onError = (error: Error) => toast.error(error.message)
  const changing = useMutation({
    mutationFn: (change: Parameters<typeof changeUser>[1]) => changeUser(user.id, change),
    onSuccess: () => {
      toast.success(t('admin.users.changed'))
      return reload()
    },
    onError,
  })
  const leaving = useMutation({
    mutationFn: () => signOutUser(user.id),
    onSuccess: ({ revoked }) => {
      toast.success(t('admin.users.signed_out', { n: revoked }))
      return reload()
    },
    onError,
  })
  const resetting = useMutation({
    mutationFn: () => sendReset(user.id),
    onSuccess: () => toast.success(t('admin.users.reset_sent')),
    onError,
  })
  const own = user.id === me
  return (
    <Menu
      align="end"
      trigger={
        <Button
          look="quiet"
          size="icon"
          pending={changing.isPending || leaving.isPending}
          aria-label={t('admin.users.menu', { name: user.full_name })}
        >
          <EllipsisVertical aria-hidden />
        </Button>
      }
    >
      {user.is_active && !user.is_superuser && (
        <MenuItem onSelect={onImpersonate}>{t('admin.impersonate')}</MenuItem>
      )}
      {user.is_active && (
        <MenuItem onSelect={() => resetting.mutate()}>{t('admin.users.send_reset')}</MenuItem>
      )}
      <MenuItem onSelect={onResetFactors}>{t('admin.users.reset_factors')}</MenuItem>
      <MenuItem onSelect={() => leaving.mutate()}>{t('admin.users.sign_out')}</MenuItem>
      {!own && (
        <MenuItem onSelect={() => changing.mutate({ is_active: !user.is_active })}>
          {user.is_active ? t('admin.users.deactivate') : t('admin.users.activate')}
        </MenuItem>
      )}
      <MenuItem onSelect={() => changing.mutate({ is_superuser: !user.is_superuser })}>
        {user.is_superuser ? t('admin.users.revoke') : t('admin.users.grant')}
      </MenuItem>
    </Menu>
  )
}
