import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { personasQuery } from '@/api/queries'
import { profilesQuery } from '@/api/voices'
import { FormProblem } from '@/components/form-problem'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { cloneProfile, createProfile, type VoiceProfile } from './queries'
import { t } from './sentences'

export function VoicesPage() {
  return (
    <RequireScope scope="strategy:read">
      <Voices />
    </RequireScope>
  )
}

function Voices() {
  const { id, slug } = useWorkspace()
  const mayEdit = usePermission('strategy:write')
  const profiles = useInfiniteQuery(profilesQuery(id))
  const chosen = useQuery(personasQuery(id)).data?.default_voice
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('voice.title')}>
        {mayEdit && (
          <Button asChild look="primary">
            <Link to="/w/$slug/voice/learn" params={{ slug }}>
              {t('voice.learn')}
            </Link>
          </Button>
        )}
      </PageHeader>
      <p className="mb-4 text-muted">{t('voice.hint')}</p>
      <QueryState query={profiles}>
        {({ pages }) => (
          <div className="grid gap-8">
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {pages
                .flatMap((page) => page.items)
                .map((profile) => (
                  <Row key={profile.id} profile={profile} chosen={profile.slug === chosen} />
                ))}
            </ul>
            {profiles.hasNextPage && (
              <p>
                <Button
                  pending={profiles.isFetchingNextPage}
                  onClick={() => void profiles.fetchNextPage()}
                >
                  {t('voice.more')}
                </Button>
              </p>
            )}
            {mayEdit && <NewProfile />}
          </div>
        )}
      </QueryState>
    </div>
  )
}

function Row({ profile, chosen }: { profile: VoiceProfile; chosen: boolean }) {
  const { slug } = useWorkspace()
  return (
    <li className="grid gap-1 p-3">
      <p className="flex flex-wrap items-center gap-2">
        <Link
          to="/w/$slug/voice/$profile"
          params={{ slug, profile: profile.id }}
          className="font-medium text-primary-text underline underline-offset-4"
        >
          {profile.name}
        </Link>
        {profile.is_preset && <Badge>{t('voice.preset')}</Badge>}
        {chosen && <Badge tone="primary">{t('voice.default')}</Badge>}
        {profile.stale && <Badge tone="warning">{t('voice.stale')}</Badge>}
      </p>
      <p className="text-sm text-muted">
        {profile.measured
          ? t('voice.measured_on', {
              words: profile.source_word_count,
              n: profile.source_sample_count,
            })
          : profile.description}
      </p>
    </li>
  )
}

function NewProfile() {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => createProfile(id, name),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: [id, 'voices'] })
      await navigate({ to: '/w/$slug/voice/$profile', params: { slug, profile: made.id } })
    },
  })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <h2 className="text-lg font-semibold">{t('voice.new')}</h2>
      {create.error && <FormProblem message={create.error.message} />}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('voice.name')} className="w-72">
          {(wired) => (
            <Input
              {...wired}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" pending={create.isPending}>
          {t('voice.create')}
        </Button>
      </div>
    </form>
  )
}

/** A copy of a profile, opened at once. */
export function useClone(profile: VoiceProfile) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => cloneProfile(id, profile.id, t('voice.copy_of', { name: profile.name })),
    onSuccess: async (made) => {
      toast.success(t('voice.cloned'))
      await client.invalidateQueries({ queryKey: [id, 'voices'] })
      await navigate({ to: '/w/$slug/voice/$profile', params: { slug, profile: made.id } })
    },
    onError: (error) => toast.error(error.message),
  })
}
