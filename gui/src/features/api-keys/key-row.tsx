import { KeyRound } from 'lucide-react'
import { api, unwrap } from '@/api/client'
import { ConfirmButton } from '@/components/confirm-button'
import { scopeName } from '@/components/rights'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatAgo, formatMoment } from '@/lib/format'
import { useKeyChange, type ApiKey, type NewApiKey } from './queries'
import { t } from './sentences'

const tones: Record<string, Tone> = { active: 'success', disabled: 'warning', expired: 'neutral' }

type Props = { apiKey: ApiKey; onRotated: (made: NewApiKey) => void }

/** A key as it is known by: what it is for, who made it, when it was used. */
export function KeyRow({ apiKey, onRotated }: Props) {
  const status = apiKey.status as 'active' | 'disabled' | 'expired' | 'revoked'
  return (
    <li className="flex flex-wrap items-start gap-3 p-4">
      <KeyRound aria-hidden className="mt-0.5 size-5 text-muted" />
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {apiKey.name}
          <Badge tone={tones[status] ?? 'danger'}>{t(`keys.status.${status}`)}</Badge>
          {apiKey.creator_removed && <Badge tone="warning">{t('keys.maker_left')}</Badge>}
        </p>
        {apiKey.description && <p className="text-sm wrap-anywhere">{apiKey.description}</p>}
        <p className="font-mono text-sm">{`${apiKey.prefix}…${apiKey.last_four}`}</p>
        <p className="text-sm text-muted">
          {t('keys.facts', {
            maker: apiKey.created_by_name,
            made: formatMoment(apiKey.created_at),
            end: formatMoment(apiKey.expires_at),
          })}
        </p>
        <p className="text-sm text-muted">
          {apiKey.last_used_at
            ? t('keys.used', { ago: formatAgo(apiKey.last_used_at), n: apiKey.total_requests })
            : t('keys.unused')}
        </p>
        <details className="text-sm">
          <summary>{t('keys.rights', { n: apiKey.scopes.length })}</summary>
          <ul className="ms-5 list-disc">
            {apiKey.scopes.map((scope) => (
              <li key={scope}>{scopeName(scope)}</li>
            ))}
          </ul>
        </details>
        {apiKey.revoke_reason && (
          <p className="text-sm text-muted">{t('keys.reason', { reason: apiKey.revoke_reason })}</p>
        )}
      </div>
      <Actions apiKey={apiKey} onRotated={onRotated} />
    </li>
  )
}

function Actions({ apiKey, onRotated }: Props) {
  const params = (workspaceId: string) => ({
    path: { workspace_id: workspaceId, key_id: apiKey.id },
  })
  const rotate = useKeyChange(async (workspaceId) =>
    onRotated(
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/api-keys/{key_id}/rotate', {
          params: params(workspaceId),
          body: {},
        }),
      ),
    ),
  )
  const enable = useKeyChange(async (workspaceId) =>
    unwrap(
      await api.PATCH('/api/v1/w/{workspace_id}/api-keys/{key_id}', {
        params: params(workspaceId),
        body: { enabled: true },
      }),
    ),
  )
  const revoke = useKeyChange(async (workspaceId) =>
    unwrap(
      await api.DELETE('/api/v1/w/{workspace_id}/api-keys/{key_id}', {
        params: params(workspaceId),
      }),
    ),
  )
  if (apiKey.status === 'revoked') return null
  return (
    <div className="flex flex-wrap gap-2">
      {apiKey.status === 'disabled' && (
        <Button pending={enable.isPending} onClick={() => enable.mutate()}>
          {t('keys.enable')}
          <span className="sr-only">{apiKey.name}</span>
        </Button>
      )}
      {apiKey.status === 'active' && !apiKey.replaced && (
        <Button look="quiet" pending={rotate.isPending} onClick={() => rotate.mutate()}>
          {t('keys.rotate')}
          <span className="sr-only">{apiKey.name}</span>
        </Button>
      )}
      <ConfirmButton
        label={t('keys.revoke')}
        title={t('keys.revoke.title', { name: apiKey.name })}
        description={t('keys.revoke.detail')}
        pending={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      />
    </div>
  )
}
