import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { PageHeader } from '@/components/page'
import { ReasonDialog } from '@/components/reason-dialog'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { formatAgo } from '@/lib/format'
import { useDebounced } from '@/lib/use-debounced'
import { accountsQuery, reactivateAccount, suspendAccount, type AdminAccount } from './queries'
import { t } from './sentences'

export function AccountsPage() {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 250)
  const accounts = useInfiniteQuery(accountsQuery(q || undefined))
  const items = accounts.data?.pages.flatMap((page) => page.items)
  const [target, setTarget] = useState<AdminAccount>()
  return (
    <>
      <PageHeader title={t('admin.accounts')} />
      <Input
        type="search"
        aria-label={t('admin.accounts.search')}
        placeholder={t('admin.accounts.search')}
        maxLength={100}
        className="mb-4 w-full sm:w-72"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <QueryState query={{ ...accounts, data: items }} lines={8}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={q ? t('state.no_match') : t('admin.accounts.empty')} />
          ) : (
            <>
              <ul
                aria-label={t('admin.accounts')}
                className="divide-y divide-line rounded-card border border-line bg-surface"
              >
                {list.map((account) => (
                  <AccountRow
                    key={account.id}
                    account={account}
                    onSuspend={() => setTarget(account)}
                  />
                ))}
              </ul>
              {accounts.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={accounts.isFetchingNextPage}
                  onClick={() => void accounts.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
      {target && <SuspendDialog account={target} onClose={() => setTarget(undefined)} />}
    </>
  )
}

function AccountRow({ account, onSuspend }: { account: AdminAccount; onSuspend: () => void }) {
  const client = useQueryClient()
  const reactivating = useMutation({
    mutationFn: () => reactivateAccount(account.id),
    onSuccess: () => {
      toast.success(t('admin.accounts.reactivated'))
      return client.invalidateQueries({ queryKey: ['admin'] })
    },
    onError: (error) => toast.error(error.message),
  })
  const suspended = account.status === 'suspended'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-row">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="break-words">{account.name}</span>
          {suspended && <Badge tone="danger">{t('admin.accounts.suspended')}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {t('admin.accounts.facts', {
            n: account.workspace_count,
            owner: account.owner_name,
            since: formatAgo(account.created_at),
          })}
        </p>
        {account.reason && <p className="text-sm">{account.reason}</p>}
      </div>
      {suspended ? (
        <Button pending={reactivating.isPending} onClick={() => reactivating.mutate()}>
          {t('admin.accounts.reactivate')}
          <span className="sr-only">{account.name}</span>
        </Button>
      ) : (
        <Button onClick={onSuspend}>
          {t('admin.accounts.suspend')}
          <span className="sr-only">{account.name}</span>
        </Button>
      )}
    </li>
  )
}

function SuspendDialog({ account, onClose }: { account: AdminAccount; onClose: () => void }) {
  const client = useQueryClient()
  return (
    <ReasonDialog
      texts={{
        title: t('admin.accounts.suspend.title', { name: account.name }),
        detail: t('admin.accounts.suspend.detail'),
        reason: t('admin.accounts.suspend.reason'),
        missing: t('admin.accounts.suspend.missing'),
        submit: t('admin.accounts.suspend'),
      }}
      act={(reason) => suspendAccount(account.id, reason)}
      onDone={() => {
        toast.success(t('admin.accounts.suspended_now'))
        return client.invalidateQueries({ queryKey: ['admin'] })
      }}
      refusalOf={() => undefined}
      onClose={onClose}
    />
  )
}
