import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api, publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { signOut, useSession } from '@/api/session'
import type { components } from '@/api/schema'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { t } from './sentences'

type Invitation = components['schemas']['Invitation']

const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) =>
      unwrap(
        await publicApi.GET('/api/v1/invites/{token}', { params: { path: { token } }, signal }),
      ),
    retry: false,
  })

/** Opened from a link, signed in or not: who invites, into what, as what. */
export function InvitePage() {
  useDocumentTitle(t('invite.title'))
  const { token } = useSearch({ from: '/links/auth/invite' })
  const invitation = useQuery(invitationQuery(token))
  const signedIn = useSession((session) => session.status === 'signed-in')
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('invite.title')}
      </h1>
      <QueryState query={invitation} lines={4}>
        {(known) => (
          <>
            <Facts invitation={known} />
            {signedIn ? (
              <Accept token={token} invitation={known} />
            ) : (
              <SignInFirst token={token} invitation={known} />
            )}
            <Decline token={token} />
          </>
        )}
      </QueryState>
    </>
  )
}

function Facts({ invitation }: { invitation: Invitation }) {
  const role = invitation.custom_role ?? maybe(`role.${invitation.role}`) ?? invitation.role
  return (
    <div className="grid gap-2">
      <p>
        {invitation.inviter_name
          ? t('invite.by', { name: invitation.inviter_name, workspace: invitation.workspace_name })
          : t('invite.to', { workspace: invitation.workspace_name })}
      </p>
      <p className="text-muted">{t('invite.as', { role, email: invitation.email_masked })}</p>
      {invitation.expires_at && (
        <p className="text-muted">
          {t('invite.until', { time: formatMoment(invitation.expires_at) })}
        </p>
      )}
    </div>
  )
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const me = useQuery(meQuery)
  const client = useQueryClient()
  const navigate = useNavigate()
  const next = `/auth/invite?token=${token}`
  const accept = useMutation({
    mutationFn: async () =>
      unwrap(await api.POST('/api/v1/invites/{token}/accept', { params: { path: { token } } })),
    onSuccess: async ({ workspace }) => {
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      await navigate({ to: '/w/$slug', params: { slug: workspace.slug }, replace: true })
    },
  })
  const change = useMutation({
    mutationFn: signOut,
    onSuccess: () => navigate({ to: '/auth/login', search: { next }, replace: true }),
  })
  const mismatch = isProblem(accept.error, 'invite.email_mismatch')
  return (
    <div className="grid gap-3">
      {accept.error && (
        <FormProblem message={accept.error.message}>
          {mismatch && <p>{t('invite.mismatch', { email: invitation.email_masked })}</p>}
        </FormProblem>
      )}
      {me.data && (
        <p className="text-muted">{t('invite.signed_in', { email: me.data.user.email })}</p>
      )}
      <div className="flex flex-wrap gap-3">
        <Button look="primary" size="lg" pending={accept.isPending} onClick={() => accept.mutate()}>
          {t('invite.accept')}
        </Button>
        <Button size="lg" pending={change.isPending} onClick={() => change.mutate()}>
          {t('invite.other_account')}
        </Button>
      </div>
    </div>
  )
}

function SignInFirst({ token, invitation }: { token: string; invitation: Invitation }) {
  const search = { next: `/auth/invite?token=${token}` }
  const login = (
    <Link to="/auth/login" search={search}>
      {t('auth.login.title')}
    </Link>
  )
  const register = (
    <Link to="/auth/register" search={{ invite: token }}>
      {t('invite.register')}
    </Link>
  )
  return (
    <div className="flex flex-wrap gap-3">
      <Button look="primary" size="lg" asChild>
        {invitation.has_account ? login : register}
      </Button>
      <Button size="lg" asChild>
        {invitation.has_account ? register : login}
      </Button>
    </div>
  )
}

function Decline({ token }: { token: string }) {
  const client = useQueryClient()
  const decline = useMutation({
    mutationFn: async () =>
      unwrap(await api.POST('/api/v1/invites/{token}/decline', { params: { path: { token } } })),
    onSuccess: () => client.resetQueries(invitationQuery(token)),
  })
  return (
    <>
      {decline.error && <FormProblem message={decline.error.message} />}
      <Button
        look="quiet"
        className="justify-self-start"
        pending={decline.isPending}
        onClick={() => decline.mutate()}
      >
        {t('invite.decline')}
      </Button>
    </>
  )
}
