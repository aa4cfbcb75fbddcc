import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { platformsQuery } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { chosenPlatform, PlatformField } from '@/components/platform-field'
import { Button } from '@/components/ui/button'
import { Field, Input, Textarea } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { strategyKey } from '../queries'
import { t } from '../sentences'
import type { Mode } from '../begin'
import { PlanEditor } from './plan-editor'
import { approve, chapterAgain, type Plan } from './queries'

export type Draft = {
  conversationId: string
  plan: Plan
  source: string
  mode: Mode
  positioning: string
  audience: string
  style: string
  pace: number
}

/** The plan before anything of it is written: edited as a whole, then approved as a whole. */
export function PlanStep({ draft }: { draft: Draft }) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [plan, setPlan] = useState(draft.plan)
  const [positioning, setPositioning] = useState(draft.positioning)
  const [audience, setAudience] = useState(draft.audience)
  const platforms = useQuery(platformsQuery(id))
  const [platform, setPlatform] = useState('')
  const stream = chosenPlatform(platform, platforms.data)
  const again = useMutation({
    mutationFn: (chapter: number) => chapterAgain(id, plan, chapter),
    onSuccess: (made, chapter) => {
      setPlan(made.plan)
      announce(t('setup.changed', { n: chapter }))
    },
  })
  const send = useMutation({
    mutationFn: () =>
      approve(id, {
        conversation_id: draft.conversationId,
        plan,
        positioning,
        target_audience: audience,
        content_style: draft.style,
        onboarding_mode: draft.mode,
        posts_per_week: draft.pace,
        ...(stream ? { platform_id: stream } : {}),
      }),
    onSuccess: async (made) => {
      toast.success(t('setup.approved', { n: made.post_count }))
      await Promise.all([
        client.invalidateQueries({ queryKey: strategyKey(id) }),
        client.invalidateQueries({ queryKey: [id, 'posts'] }),
        client.removeQueries({ queryKey: [id, 'talk'] }),
      ])
      await navigate({ to: '/w/$slug/strategy/$goalId', params: { slug, goalId: made.goal_id } })
    },
  })
  const problem = send.error ?? again.error
  const posts = plan.chapters.reduce((sum, chapter) => sum + chapter.posts.length, 0)
  return (
    <form
      className="grid grid-cols-1 gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <h2 className="text-lg font-semibold">{t('setup.edit')}</h2>
      <p className="rounded-card bg-mark-info p-3">
        {t(draft.source === 'model' ? 'setup.model' : 'setup.fallback')}
      </p>
      {problem && <FormProblem message={problem.message} />}
      <Field label={t('strategy.positioning')}>
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={500}
            value={positioning}
            onChange={(event) => setPositioning(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('strategy.audience')}>
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={1000}
            value={audience}
            onChange={(event) => setAudience(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('strategy.thesis')}>
        {(wired) => (
          <Textarea
            {...wired}
            maxLength={2000}
            value={plan.signature_thesis ?? ''}
            onChange={(event) => setPlan({ ...plan, signature_thesis: event.target.value })}
          />
        )}
      </Field>
      <PlatformField
        label={t('strategy.stream')}
        platforms={platforms.data}
        value={stream}
        onChange={setPlatform}
      />
      <PlanEditor
        plan={plan}
        onChange={setPlan}
        busy={again.isPending}
        onAgain={(chapter) => again.mutate(chapter)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" pending={send.isPending}>
          {t('setup.approve')}
        </Button>
        <p className="text-muted">
          {t('setup.summary', { chapters: plan.chapters.length, posts })}. {t('setup.approve.hint')}
        </p>
      </div>
    </form>
  )
}
