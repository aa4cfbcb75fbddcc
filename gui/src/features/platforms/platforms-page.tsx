import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { platformsKey, platformsQuery } from '@/api/platforms'
import { ConfirmButton } from '@/components/confirm-button'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { PlatformDialog } from './platform-dialog'
import { changePlatform, deletePlatform, type Platform } from './queries'
import { t } from './sentences'

export function PlatformsPage() {
  return (
    <RequireScope scope="content:read">
      <Platforms />
    </RequireScope>
  )
}

function Platforms() {
  const { id } = useWorkspace()
  const platforms = useQuery(platformsQuery(id))
  const [edited, setEdited] = useState<Platform | 'new'>()
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-4">
      <PageHeader title={t('platforms.title')}>
        <Gate scope="strategy:write">
          <Button look="primary" onClick={() => setEdited('new')}>
            {t('platforms.new')}
          </Button>
        </Gate>
      </PageHeader>
      <p className="max-w-prose text-muted">{t('platforms.about')}</p>
      <QueryState query={platforms} lines={4}>
        {(known) =>
          known.length === 0 ? (
            <EmptyState title={t('platforms.none')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {known.map((platform) => (
                <Row key={platform.id} platform={platform} onEdit={() => setEdited(platform)} />
              ))}
            </ul>
          )
        }
      </QueryState>
      {edited && (
        <PlatformDialog
          platform={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  )
}

function Row({ platform, onEdit }: { platform: Platform; onEdit: () => void }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: platformsKey(id) }),
    onError: (error: Error) => toast.error(error.message),
  }
  const use = useMutation({
    mutationFn: () => changePlatform(id, platform, { is_active: !platform.is_active }),
    ...done,
  })
  const remove = useMutation({ mutationFn: () => deletePlatform(id, platform.id), ...done })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <h2 className="flex flex-wrap items-center gap-2 font-medium">
          <span className="break-words">{platform.name}</span>
          {!platform.is_active && <Badge tone="outline">{t('platforms.unused')}</Badge>}
        </h2>
        {platform.description && <p className="break-words">{platform.description}</p>}
        <p className="text-sm text-muted">
          {t('platforms.facts', {
            kind: t(`platforms.kind.${platform.kind as 'linkedin'}`),
            words: platform.default_word_count,
            chars: platform.max_chars,
          })}
          {' · '}
          {t('platforms.strategies', { n: platform.goal_count })}
        </p>
      </div>
      <Gate scope="strategy:write">
        <div className="flex flex-wrap gap-2">
          <Button aria-label={t('platforms.edit.of', { name: platform.name })} onClick={onEdit}>
            {t('platforms.edit')}
          </Button>
          <Button pending={use.isPending} onClick={() => use.mutate()}>
            {t(platform.is_active ? 'platforms.switch_off' : 'platforms.switch_on')}
          </Button>
          {platform.goal_count === 0 && (
            <ConfirmButton
              label={t('action.delete')}
              title={t('platforms.delete', { name: platform.name })}
              description={t('platforms.delete.about')}
              pending={remove.isPending}
              onConfirm={() => remove.mutate()}
            />
          )}
        </div>
      </Gate>
    </li>
  )
}
