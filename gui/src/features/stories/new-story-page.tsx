import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ApiProblem } from '@/api/problem'
import { configsQuery } from '@/api/queries'
import type { StartRunRequest } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Select, Textarea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { countWords } from '@/lib/counters'
import { t } from '@/lib/i18n'
import { modKey, useModEnter } from '@/lib/shortcuts'
import { useDebounced } from '@/lib/use-debounced'
import { useWorkspace } from '@/lib/workspace'
import { ConfigPicker } from './config-picker'
import { startRun } from './queries'
import { QuotePanel } from './quote-panel'
import { useStoryDraft, type StoryDraft } from './use-story-draft'

export function NewStoryPage() {
  return (
    <RequireScope scope="workflow:execute">
      <NewStory />
    </RequireScope>
  )
}

const shapes = ['FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL'] as const
const quoteAfterMs = 600

function requestOf(draft: StoryDraft, config: string | undefined): StartRunRequest {
  return {
    story: draft.story.trim(),
    story_label: draft.label.trim() || undefined,
    config,
    shape: shapes.find((shape) => shape === draft.shape),
    skip_questions: draft.skipQuestions || undefined,
  }
}

function NewStory() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const given = useLocation({ select: (location) => location.state.story })
  const { draft, savedAt, change, discard } = useStoryDraft(workspace.id, given)
  const configs = useQuery(configsQuery(workspace.id))
  const usable = (slug: string | undefined) =>
    configs.data?.items.some((item) => item.slug === slug && item.usable)
  const config =
    [draft.config, configs.data?.selected_slug, configs.data?.default_slug].find(usable) ??
    configs.data?.items.find((item) => item.usable)?.slug
  const request = requestOf(draft, config)
  const quoted = useDebounced(JSON.stringify(request), quoteAfterMs)
  const [missing, setMissing] = useState(false)
  const story = useRef<HTMLTextAreaElement>(null)
  const key = useRef({ body: '', value: '' })

  const start = useMutation({
    mutationFn: (body: StartRunRequest) => {
      const text = JSON.stringify(body)
      // The same request sent twice, by a double press or after a lost answer, starts one run.
      if (key.current.body !== text) key.current = { body: text, value: newKey() }
      return startRun(workspace.id, body, key.current.value)
    },
    onSuccess: (run) => {
      discard()
      void client.invalidateQueries({ queryKey: [workspace.id, 'runs'] })
      void navigate({
        to: '/w/$slug/runs/$runRef',
        params: { slug: workspace.slug, runRef: String(run.number) },
      })
    },
  })
  const submit = () => {
    const empty = request.story === ''
    setMissing(empty)
    if (empty) return story.current?.focus()
    if (!start.isPending) start.mutate(request)
  }
  useModEnter(submit)
  const fieldProblem = (field: string) =>
    start.error instanceof ApiProblem
      ? start.error.errors.find((each) => each.field === field)?.message
      : undefined

  return (
    <>
      <PageHeader title={t('newstory.title')} />
      <form
        noValidate
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="grid min-w-0 gap-4">
          {start.error && <FormProblem message={start.error.message} />}
          <Field
            label={t('newstory.story')}
            error={missing ? t('newstory.story.missing') : fieldProblem('story')}
            hint={
              <span className="flex flex-wrap justify-between gap-2">
                <span>{t('newstory.story.hint')}</span>
                <span className="tabular-nums" aria-live="off">
                  {t('text.words', { n: countWords(draft.story) })}
                  {savedAt !== undefined && draft.story !== '' && ` · ${t('newstory.kept')}`}
                </span>
              </span>
            }
          >
            {(wired) => (
              <Textarea
                {...wired}
                ref={story}
                dir="auto"
                placeholder={t('newstory.story.placeholder')}
                className="min-h-[18rem] px-4 py-3 text-post sm:min-h-[24rem]"
                value={draft.story}
                onChange={(event) => change({ story: event.target.value })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t('newstory.label')}
              hint={t('newstory.label.hint')}
              error={fieldProblem('story_label')}
            >
              {(wired) => (
                <Input
                  {...wired}
                  maxLength={120}
                  value={draft.label}
                  onChange={(event) => change({ label: event.target.value })}
                />
              )}
            </Field>
            <Field
              label={t('newstory.shape')}
              hint={t(draft.shape ? `shape.${shapeOf(draft.shape)}.hint` : 'shape.auto.hint')}
            >
              {(wired) => (
                <Select
                  {...wired}
                  value={draft.shape ?? ''}
                  onChange={(event) => change({ shape: event.target.value || undefined })}
                >
                  <option value="">{t('shape.auto')}</option>
                  {shapes.map((shape) => (
                    <option key={shape} value={shape}>
                      {t(`shape.${shape}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Check
            label={t('newstory.skip_questions')}
            checked={draft.skipQuestions}
            onChange={(event) => change({ skipQuestions: event.target.checked })}
          />
          <QueryState query={configs} lines={4}>
            {(list) => (
              <ConfigPicker
                configs={list}
                value={config}
                onChange={(slug) => change({ config: slug })}
              />
            )}
          </QueryState>
        </div>
        <aside className="grid gap-4 rounded-card border border-line bg-surface p-4 lg:sticky lg:top-4">
          <QuotePanel body={JSON.parse(quoted) as StartRunRequest} />
          <Button
            type="submit"
            look="primary"
            size="lg"
            pending={start.isPending}
            disabled={configs.isSuccess && config === undefined}
          >
            {t('newstory.start')} <Kbd>{`${modKey()} ↵`}</Kbd>
          </Button>
          {configs.isSuccess && config === undefined && (
            <p className="text-danger">{t('newstory.none_usable')}</p>
          )}
        </aside>
      </form>
    </>
  )
}

const shapeOf = (value: string) => shapes.find((shape) => shape === value) ?? 'FULL'

/** Random enough to be unique; `crypto.randomUUID` exists on secure pages only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
