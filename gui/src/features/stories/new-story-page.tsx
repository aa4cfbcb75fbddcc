import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { isProblem } from '@/api/problem'
import { configsQuery } from '@/api/queries'
import type { StartRunRequest } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QuoteChanged } from '@/components/quote/quote-changed'
import { usePrice } from '@/components/quote/use-price'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input, Textarea } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { capOf, creditCapOf } from '@/lib/caps'
import { countWords } from '@/lib/counters'
import { modKey, useModEnter } from '@/lib/shortcuts'
import { useDebounced } from '@/lib/use-debounced'
import { useWorkspace } from '@/lib/workspace'
import { ConfigPicker } from './config-picker'
import { MoreOptions, shapes } from './more-options'
import { QuotePanel } from './quote-panel'
import { refusedField, type StartField } from './refused-field'
import { SpeakPanel } from './speak/speak-panel'
import { useStartOptions, type StartOptions } from './use-start-options'
import { priceOf, useStartRun } from './use-start-run'
import { useStoryDraft, type StoryDraft } from './use-story-draft'
import { t } from './sentences'

export function NewStoryPage() {
  return (
    <RequireScope scope="workflow:execute">
      <NewStory />
    </RequireScope>
  )
}

const quoteAfterMs = 600

function requestOf(
  draft: StoryDraft,
  options: StartOptions,
  config: string | undefined,
): StartRunRequest {
  const cap = capOf(options.cap)
  const credits = creditCapOf(options.creditCap)
  return {
    story: draft.story.trim(),
    story_label: draft.label.trim() || undefined,
    config,
    tier: options.tier,
    platform: options.platform,
    shape: shapes.find((shape) => shape === draft.shape),
    skip_questions: draft.skipQuestions || undefined,
    unattended: draft.unattended || undefined,
    start_paused: draft.startPaused || undefined,
    max_cost_usd: Number.isNaN(cap) ? undefined : cap,
    max_credits: Number.isNaN(credits) ? undefined : credits,
  }
}

function NewStory() {
  const workspace = useWorkspace()
  const given = useLocation({ select: (location) => location.state.story })
  const { draft, savedAt, change, discard } = useStoryDraft(workspace.id, given)
  const { options, change: changeOptions } = useStartOptions(workspace.id)
  const configs = useQuery(configsQuery(workspace.id))
  const usable = (slug: string | undefined) =>
    configs.data?.items.some((item) => item.slug === slug && item.usable)
  const config =
    [options.config, configs.data?.selected_slug, configs.data?.default_slug].find(usable) ??
    configs.data?.items.find((item) => item.usable)?.slug
  const request = requestOf(draft, options, config)
  const written = JSON.stringify(request)
  const quoted = useDebounced(written, quoteAfterMs)
  const [sent, setSent] = useState(false)
  const story = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const priced = JSON.parse(quoted) as StartRunRequest
  const ready = priced.story !== '' && priced.config !== undefined
  const price = usePrice({ ...priceOf(workspace.id, priced), enabled: ready })
  const start = useStartRun({
    price,
    shown: written === quoted,
    listed: configs.data?.items.find((item) => item.slug === config)?.price_credits ?? 0,
    onStarted: discard,
  })
  const stale = isProblem(start.error, 'run.quote_changed') && price.lapsed !== undefined

  const missing = sent && request.story === ''
  const badCap = Number.isNaN(capOf(options.cap))
  const badCredits = Number.isNaN(creditCapOf(options.creditCap))
  const submit = () => {
    setSent(true)
    if (request.story === '') return story.current?.focus()
    if (badCap || badCredits) return focusRefused(form.current)
    if (!start.isPending && !stale) start.mutate(request)
  }
  useModEnter(submit)
  // A sentence stands beside its field until that field changes; what belongs to none stands above the form.
  const refused = refusedField(start.error)
  const answered = start.variables
  const fieldProblem = (field: StartField) =>
    refused?.field === field && answered?.[field] === request[field] ? refused.message : undefined
  const optionProblem = (field: StartField) => {
    if (sent && field === 'max_cost_usd' && badCap) return t('newstory.cap.invalid')
    if (sent && field === 'max_credits' && badCredits) return t('newstory.credit_cap.invalid')
    return fieldProblem(field)
  }
  useEffect(() => {
    if (start.isError) focusRefused(form.current)
  }, [start.isError])
  const agree = () => {
    price.settle()
    start.mutate(request)
  }

  return (
    <>
      <PageHeader title={t('newstory.title')} />
      <form
        ref={form}
        noValidate
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="grid min-w-0 gap-4">
          {stale && price.lapsed ? (
            <QuoteChanged
              message={start.error?.message ?? ''}
              before={price.lapsed}
              now={price.renewed}
              pending={start.isPending}
              onAgree={agree}
            />
          ) : (
            start.error && !refused && <FormProblem message={start.error.message} />
          )}
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
          <SpeakPanel story={draft.story} onStory={(story) => change({ story })} />
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
          <QueryState query={configs} lines={4}>
            {(list) => (
              <ConfigPicker
                configs={list}
                value={config}
                onChange={(slug) => changeOptions({ config: slug })}
              />
            )}
          </QueryState>
          <MoreOptions
            draft={draft}
            options={options}
            problemOf={optionProblem}
            onDraft={change}
            onOptions={changeOptions}
          />
        </div>
        <aside className="grid gap-4 rounded-card border border-line bg-surface p-4 lg:sticky lg:top-4">
          <QuotePanel
            price={price}
            ready={ready}
            marked={refused !== undefined && fieldProblem(refused.field) !== undefined}
          />
          <Button
            type="submit"
            look="primary"
            size="lg"
            pending={start.isPending}
            disabled={stale || (configs.isSuccess && config === undefined)}
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

/** After the sentence has been drawn and its fold opened. */
function focusRefused(form: HTMLFormElement | null) {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
}
