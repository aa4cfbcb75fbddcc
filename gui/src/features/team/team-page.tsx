import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Gate, RequireScope } from '@/components/gate'
import { LoadMore } from '@/components/load-more'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { t } from './sentences'
import { useWorkspace } from '@/lib/workspace'
import { InviteForm } from './invite-form'
import { InviteRow } from './invite-row'
import { LeaveButton } from './leave-button'
import { MemberRow } from './member-row'
import { Placeholders } from './placeholders'
import { invitesQuery, membersQuery, rolesQuery, type RoleView } from './queries'

const listStyles = 'divide-y divide-line rounded-card border border-line bg-surface'

export function TeamPage() {
  return (
    <RequireScope scope="team:read">
      <Team />
    </RequireScope>
  )
}

function Team() {
  const { id } = useWorkspace()
  const roles = useQuery(rolesQuery(id))
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-8">
      <PageHeader title={t('team.title')}>
        <LeaveButton />
      </PageHeader>
      <QueryState query={roles} lines={6}>
        {(known) => (
          <>
            <Gate scope="workspace:users">
              <InviteForm roles={known} />
            </Gate>
            <Members roles={known} />
            <Gate scope="workspace:users">
              <Invites />
              <Placeholders />
            </Gate>
          </>
        )}
      </QueryState>
    </div>
  )
}

function Members({ roles }: { roles: RoleView[] }) {
  const { id } = useWorkspace()
  const members = useInfiniteQuery(membersQuery(id))
  return (
    <section aria-labelledby="members" className="grid grid-cols-1 gap-3">
      <h2 id="members" className="text-lg font-semibold">
        {t('team.members')}
      </h2>
      <QueryState query={members} lines={3}>
        {({ pages }) => (
          <>
            <ul className={listStyles}>
              {pages
                .flatMap((page) => page.items)
                .map((member) => (
                  <MemberRow key={member.id} member={member} roles={roles} />
                ))}
            </ul>
            <LoadMore query={members} />
          </>
        )}
      </QueryState>
    </section>
  )
}

function Invites() {
  const { id } = useWorkspace()
  const invites = useInfiniteQuery(invitesQuery(id))
  return (
    <section aria-labelledby="invites" className="grid grid-cols-1 gap-3">
      <h2 id="invites" className="text-lg font-semibold">
        {t('team.invites')}
      </h2>
      <QueryState query={invites} lines={2}>
        {({ pages }) => {
          const open = pages
            .flatMap((page) => page.items)
            .filter((invite) => invite.status === 'pending' || invite.status === 'expired')
          return (
            <>
              {open.length === 0 ? (
                <EmptyState title={t('team.invites.none')} />
              ) : (
                <ul className={listStyles}>
                  {open.map((invite) => (
                    <InviteRow key={invite.id} invite={invite} />
                  ))}
                </ul>
              )}
              <LoadMore query={invites} />
            </>
          )
        }}
      </QueryState>
    </section>
  )
}
