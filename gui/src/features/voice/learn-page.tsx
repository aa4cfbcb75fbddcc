import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { FormProblem } from '@/components/form-problem'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Select, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { ImportSamples } from './import-samples'
import {
  addSample,
  analyze,
  deleteSample,
  includeSample,
  promptsQuery,
  samplesQuery,
  type NewSample,
  type Sample,
} from './queries'
import { t } from './sentences'

const needed = 500
const longestAnswer = 500

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length

export function LearnPage() {
  return (
    <RequireScope scope="strategy:write">
      <Learn />
    </RequireScope>
  )
}

function Learn() {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const samples = useInfiniteQuery(samplesQuery(id))
  const [draft, setDraft] = useState(0)
  const have = samples.data?.pages[0]?.total_word_count ?? 0
  const learn = useMutation({
    mutationFn: () => analyze(id, {}),
    onSuccess: async (learned) => {
      toast.success(
        learned.model_status === 'used'
          ? t('voice.learned.model', { model: learned.model ?? '' })
          : t('voice.learned.local', { reason: learned.model_reason ?? '' }),
      )
      await client.invalidateQueries({ queryKey: [id, 'voices'] })
      await navigate({
        to: '/w/$slug/voice/$profile',
        params: { slug, profile: learned.profile_id },
      })
    },
  })
  return (
    <div className="grid max-w-3xl gap-8">
      <div>
        <PageHeader title={t('voice.learn')} />
        <p className="mb-3">
          <Link
            to="/w/$slug/voice"
            params={{ slug }}
            className="text-primary-text underline underline-offset-4"
          >
            {t('voice.back')}
          </Link>
        </p>
        <p className="text-muted">{t('voice.learn.hint')}</p>
      </div>
      <AddSample onWords={setDraft} />
      <ImportSamples />
      <div className="grid gap-3">
        <p aria-live="polite">
          {have >= needed
            ? t('voice.enough', { words: have })
            : t('voice.progress', { words: have, need: needed, draft })}
        </p>
        <progress
          className="w-full"
          aria-label={t('voice.progress.label')}
          max={needed}
          value={Math.min(needed, have + draft)}
        />
        {learn.error && <FormProblem message={learn.error.message} />}
        <p>
          <Button
            look="primary"
            disabled={have < needed}
            pending={learn.isPending}
            onClick={() => learn.mutate()}
          >
            {t('voice.analyze')}
          </Button>
        </p>
      </div>
      <section aria-labelledby="samples" className="grid gap-3">
        <h2 id="samples" className="text-lg font-semibold">
          {t('voice.samples')}
        </h2>
        <QueryState query={samples}>
          {({ pages }) => {
            const all = pages.flatMap((page) => page.samples)
            if (all.length === 0) return <EmptyState title={t('voice.samples.none')} />
            return (
              <>
                <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                  {all.map((sample) => (
                    <SampleRow key={sample.id} sample={sample} />
                  ))}
                </ul>
                {samples.hasNextPage && (
                  <Button
                    pending={samples.isFetchingNextPage}
                    onClick={() => void samples.fetchNextPage()}
                  >
                    {t('voice.more')}
                  </Button>
                )}
              </>
            )
          }}
        </QueryState>
      </section>
    </div>
  )
}

function AddSample({ onWords }: { onWords: (words: number) => void }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const prompts = useQuery(promptsQuery(id))
  const [prompt, setPrompt] = useState('')
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const words = wordsIn(text)
  const asked = prompts.data?.items.find((it) => it.id === prompt)
  const tooLong = asked !== undefined && words > longestAnswer
  const change = (next: string) => {
    setText(next)
    onWords(wordsIn(next))
  }
  const add = useMutation({
    mutationFn: () => {
      const body: NewSample = asked
        ? { source_type: 'prompt', prompt_id: asked.id, content: text }
        : { source_type: 'upload', content: text, title: title || undefined }
      return addSample(id, body)
    },
    onSuccess: () => {
      change('')
      setTitle('')
      return client.invalidateQueries({ queryKey: [id, 'voice-samples'] })
    },
  })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      {add.error && <FormProblem message={add.error.message} />}
      <Field label={t('voice.prompt')} hint={asked?.reveals}>
        {(wired) => (
          <Select {...wired} value={prompt} onChange={(event) => setPrompt(event.target.value)}>
            <option value="">{t('voice.prompt.none')}</option>
            {prompts.data?.items.map((it) => (
              <option key={it.id} value={it.id}>
                {it.prompt}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {!asked && (
        <Field label={t('voice.sample.title')}>
          {(wired) => (
            <Input
              {...wired}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field
        label={asked ? asked.prompt : t('voice.sample.text')}
        hint={t('text.words', { n: words })}
        error={tooLong ? t('voice.sample.too_long', { most: longestAnswer }) : undefined}
      >
        {(wired) => (
          <Textarea
            {...wired}
            required
            rows={8}
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={tooLong || words === 0} pending={add.isPending}>
          {t('voice.sample.add')}
        </Button>
        {!asked && (
          <Field label={t('voice.sample.file')}>
            {(wired) => (
              <input
                {...wired}
                type="file"
                accept=".txt,.md,text/plain,text/markdown"
                onChange={(event) => {
                  const file = event.target.files?.[0]
                  if (!file) return
                  setTitle(file.name)
                  void file.text().then(change)
                }}
              />
            )}
          </Field>
        )}
      </div>
    </form>
  )
}

function SampleRow({ sample }: { sample: Sample }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: [id, 'voice-samples'] })
  const include = useMutation({
    mutationFn: (included: boolean) => includeSample(id, sample.id, !included),
    onSuccess: refresh,
    onError: (error) => toast.error(error.message),
  })
  const remove = useMutation({
    mutationFn: () => deleteSample(id, sample.id),
    onSuccess: refresh,
    onError: (error) => toast.error(error.message),
  })
  const name = sample.title ?? sample.prompt_text ?? sample.content.slice(0, 80)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-3">
      <Check
        label={`${name} (${t('text.words', { n: sample.word_count })})`}
        checked={!sample.excluded}
        disabled={include.isPending}
        onChange={(event) => include.mutate(event.target.checked)}
      />
      <Button
        size="sm"
        look="quiet"
        pending={remove.isPending}
        aria-label={t('voice.sample.delete', { name })}
        onClick={() => remove.mutate()}
      >
        {t('action.delete')}
      </Button>
    </li>
  )
}
