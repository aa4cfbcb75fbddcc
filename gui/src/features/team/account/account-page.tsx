import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, unwrap } from '@/api/client'
import { useMe } from '@/api/use-me'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { maybe } from '@/lib/i18n'
import { t } from '../sentences'
import { AccountName } from './account-name'
import { Managers } from './managers'
import { accountQuery, peopleQuery, workspacesQuery, type AccountDetails } from './queries'

const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/accounts', { signal })).items,
})

const listStyles = 'divide-y divide-line rounded-card border border-line bg-surface'

/** Whatever somebody owns or manages: workspaces and people over all of them. */
export function AccountPage() {
  const accounts = useQuery(accountsQuery)
  return (
    <div className="grid max-w-3xl gap-6">
      <PageHeader title={t('account.title')}>
        <Button asChild>
          <Link to="/welcome">{t('welcome.new')}</Link>
        </Button>
      </PageHeader>
      <QueryState query={accounts} lines={6}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('account.none')} />
          ) : (
            items.map((account) => <Account key={account.id} id={account.id} />)
          )
        }
      </QueryState>
    </div>
  )
}

function Account({ id }: { id: string }) {
  const details = useQuery(accountQuery(id))
  return (
    <QueryState query={details} lines={6}>
      {(known) => (
        <article aria-labelledby={id} className="grid gap-6">
          <div className="grid gap-2">
            <h2 id={id} className="flex flex-wrap items-center gap-2 text-lg font-semibold">
              {known.account.name}
              <Badge>{t(`account.role.${known.account.role as 'owner' | 'manager'}`)}</Badge>
            </h2>
            <Use details={known} />
          </div>
          {known.account.role === 'owner' && <AccountName details={known} />}
          <Workspaces id={id} />
          <People id={id} />
          <Managers details={known} />
        </article>
      )}
    </QueryState>
  )
}

function Use({ details: { account } }: { details: AccountDetails }) {
  const of = (used: number, limit?: number) =>
    limit === undefined ? String(used) : t('account.of', { used, limit })
  return (
    <p className="text-muted">
      {t('account.use', {
        workspaces: of(account.workspace_count, account.max_workspaces),
        people: of(account.user_count, account.max_users),
      })}
    </p>
  )
}

function Workspaces({ id }: { id: string }) {
  const workspaces = useQuery(workspacesQuery(id))
  const { memberships } = useMe()
  return (
    <section aria-label={t('shell.workspaces')} className="grid gap-3">
      <h3 className="font-semibold">{t('shell.workspaces')}</h3>
      <QueryState query={workspaces} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('account.workspaces.none')} />
          ) : (
            <ul className={listStyles}>
              {items.map((workspace) => (
                <li key={workspace.id} className="flex flex-wrap items-center gap-3 p-4">
                  <span className="flex-1 font-medium">
                    {memberships.some((each) => each.workspace_id === workspace.id) ? (
                      <Link
                        to="/w/$slug"
                        params={{ slug: workspace.slug }}
                        className="text-primary-text underline underline-offset-4"
                      >
                        {workspace.name}
                      </Link>
                    ) : (
                      workspace.name
                    )}
                  </span>
                  <span className="text-sm text-muted">
                    {workspace.role ? maybe(`role.${workspace.role}`) : t('account.no_member')}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function People({ id }: { id: string }) {
  const people = useQuery(peopleQuery(id))
  return (
    <section aria-label={t('account.people')} className="grid gap-3">
      <h3 className="font-semibold">{t('account.people')}</h3>
      <QueryState query={people} lines={2}>
        {(items) => (
          <ul className={listStyles}>
            {items.map((person) => (
              <li key={person.user_id} className="p-4">
                <p className="font-medium">{person.full_name}</p>
                <p className="text-sm text-muted">
                  {person.workspaces
                    .map((place) => `${place.workspace_name}: ${maybe(`role.${place.role}`)}`)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  )
}
