import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { profilesQuery } from '@/api/voices'
import { FormProblem } from '@/components/form-problem'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Input, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { Fingerprint } from './fingerprint'
import {
  changeProfile,
  deleteProfile,
  makeDefaultVoice,
  previewQuery,
  profileQuery,
  type VoiceProfile,
} from './queries'
import { ScorePanel } from './score-panel'
import { t } from './sentences'
import { useClone } from './voices-page'

const fields = [
  'tone_description',
  'signature_phrases',
  'word_choices',
  'avoid_patterns',
  'example_excerpts',
] as const

export function VoicePage() {
  return (
    <RequireScope scope="strategy:read">
      <Voice />
    </RequireScope>
  )
}

function Voice() {
  const { id, slug } = useWorkspace()
  const { profile: profileId } = useParams({ from: '/signed-in/w/$slug/voice/$profile' })
  const profile = useQuery(profileQuery(id, profileId))
  const others = useInfiniteQuery(profilesQuery(id)).data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="grid max-w-4xl gap-8">
      <p>
        <Link
          to="/w/$slug/voice"
          params={{ slug }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('voice.back')}
        </Link>
      </p>
      <QueryState query={profile}>
        {(one) => (
          <>
            <Head profile={one} />
            {one.measured && (
              <>
                <Fingerprint
                  profile={one}
                  others={others.filter((it) => it.measured && it.id !== one.id)}
                />
                <ScorePanel profileId={one.id} />
              </>
            )}
            <Words key={one.revision} profile={one} />
            <Preview id={one.id} />
          </>
        )}
      </QueryState>
    </div>
  )
}

function Head({ profile }: { profile: VoiceProfile }) {
  const { id, slug } = useWorkspace()
  const mayEdit = usePermission('strategy:write')
  const client = useQueryClient()
  const navigate = useNavigate()
  const clone = useClone(profile)
  const speak = useMutation({
    mutationFn: () => makeDefaultVoice(id, profile.id),
    onSuccess: (goal) => {
      toast.success(t('voice.made_default', { strategy: goal.name }))
      return client.invalidateQueries({ queryKey: [id, 'voices'] })
    },
    onError: (error) => toast.error(error.message),
  })
  const remove = useMutation({
    mutationFn: () => deleteProfile(id, profile.id),
    onSuccess: async () => {
      await navigate({ to: '/w/$slug/voice', params: { slug } })
      await client.invalidateQueries({ queryKey: [id, 'voices'] })
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <div>
      <PageHeader title={profile.name}>
        {profile.is_preset && <Badge>{t('voice.preset')}</Badge>}
        {profile.is_default && <Badge tone="primary">{t('voice.of_current')}</Badge>}
        {mayEdit && (
          <>
            {!profile.is_default && (
              <Button pending={speak.isPending} onClick={() => speak.mutate()}>
                {t('voice.make_default')}
              </Button>
            )}
            <Button pending={clone.isPending} onClick={() => clone.mutate()}>
              {t('voice.clone')}
            </Button>
            {!profile.is_preset && (
              <ConfirmButton
                label={t('action.delete')}
                title={t('voice.delete.title', { name: profile.name })}
                description={t('voice.delete.hint')}
                pending={remove.isPending}
                onConfirm={() => remove.mutate()}
              />
            )}
          </>
        )}
      </PageHeader>
      {profile.measured && (
        <p className="text-muted">
          {t('voice.measured_on', {
            words: profile.source_word_count,
            n: profile.source_sample_count,
          })}{' '}
          {profile.stale && t('voice.stale.hint')}
        </p>
      )}
    </div>
  )
}

const textsOf = (profile: VoiceProfile): Record<(typeof fields)[number], string> => ({
  tone_description: profile.tone_description ?? '',
  signature_phrases: profile.signature_phrases ?? '',
  word_choices: profile.word_choices ?? '',
  avoid_patterns: profile.avoid_patterns ?? '',
  example_excerpts: profile.example_excerpts ?? '',
})

function Words({ profile }: { profile: VoiceProfile }) {
  const { id } = useWorkspace()
  const mayEdit = usePermission('strategy:write') && !profile.is_preset
  const client = useQueryClient()
  const [name, setName] = useState(profile.name)
  const [texts, setTexts] = useState(() => textsOf(profile))
  const save = useMutation({
    mutationFn: () => changeProfile(id, profile.id, profile.revision ?? 1, { name, ...texts }),
    onSuccess: () => {
      toast.success(t('voice.saved'))
      return client.invalidateQueries({ queryKey: [id, 'voices'] })
    },
  })
  return (
    <section aria-labelledby="words" className="grid gap-3">
      <h2 id="words" className="text-lg font-semibold">
        {t('voice.words')}
      </h2>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {save.error && <FormProblem message={save.error.message} />}
        {mayEdit && (
          <Field label={t('voice.name')} className="max-w-sm">
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
        )}
        {fields.map((field) => (
          <Field key={field} label={t(`voice.field.${field}`)}>
            {(wired) => (
              <Textarea
                {...wired}
                rows={4}
                maxLength={8000}
                readOnly={!mayEdit}
                value={texts[field]}
                onChange={(event) => setTexts({ ...texts, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {mayEdit && (
          <p>
            <Button type="submit" look="primary" pending={save.isPending}>
              {t('action.save')}
            </Button>
          </p>
        )}
      </form>
    </section>
  )
}

function Preview({ id: profileId }: { id: string }) {
  const { id } = useWorkspace()
  const preview = useQuery(previewQuery(id, profileId))
  return (
    <div className="grid gap-3">
      <h2 className="text-lg font-semibold">{t('voice.preview')}</h2>
      <p className="text-muted">{t('voice.preview.hint')}</p>
      <QueryState query={preview}>
        {({ text }) => (
          <pre
            tabIndex={0}
            role="region"
            aria-label={t('voice.preview')}
            className="max-h-96 overflow-auto rounded-card border border-line bg-sunken p-3 text-sm whitespace-pre-wrap"
          >
            {text}
          </pre>
        )}
      </QueryState>
    </div>
  )
}
