import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { authConfigQuery } from '@/api/queries'
import { ConfirmButton } from '@/components/confirm-button'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/factor-sentences'
import { formatMoment } from '@/lib/format'

const identitiesQuery = queryOptions({
  queryKey: ['identities'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/auth/identities', { signal })).items,
})

/** Accounts elsewhere that sign in here; absent where the installation knows no issuer. */
export function IdentitiesSection() {
  const config = useQuery(authConfigQuery)
  const identities = useQuery(identitiesQuery)
  const client = useQueryClient()
  const unlink = useMutation({
    mutationFn: async (id: string) =>
      unwrap(await api.DELETE('/api/v1/auth/identities/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries(identitiesQuery),
    onError: (error) => toast.error(error.message),
  })
  const issuers = config.data?.oidc ?? []
  if (issuers.length === 0) return null
  const label = (provider: string) =>
    issuers.find((issuer) => issuer.id === provider)?.label ?? provider
  return (
    <section aria-labelledby="identities" className="mt-8 grid gap-3">
      <h2 id="identities" className="text-lg font-semibold">
        {t('identity.title')}
      </h2>
      <QueryState query={identities} lines={2}>
        {(items) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={t('identity.none')} />
            ) : (
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {items.map((identity) => (
                  <li key={identity.id} className="flex flex-wrap items-center gap-3 p-4">
                    <div className="min-w-0 flex-1">
                      <p className="font-medium">{label(identity.provider)}</p>
                      <p className="text-sm text-muted">
                        {t('identity.since', { since: formatMoment(identity.linked_at) })}
                        {identity.email_at_link && ` · ${identity.email_at_link}`}
                      </p>
                    </div>
                    <ConfirmButton
                      label={t('identity.unlink')}
                      title={t('identity.unlink.title', { label: label(identity.provider) })}
                      description={t('identity.unlink.detail')}
                      pending={unlink.isPending}
                      onConfirm={() => unlink.mutate(identity.id)}
                    />
                  </li>
                ))}
              </ul>
            )}
            <div className="flex flex-wrap gap-2">
              {issuers
                .filter((issuer) => !items.some((each) => each.provider === issuer.id))
                .map((issuer) => (
                  <Button key={issuer.id} asChild>
                    <a href={`${issuer.start_url}?intent=link&next=/settings/security`}>
                      {t('identity.link', { label: issuer.label })}
                    </a>
                  </Button>
                ))}
            </div>
          </>
        )}
      </QueryState>
    </section>
  )
}
