import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { configsQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { formatDuration, formatUsd } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { ArmFieldset } from './arm-fieldset'
import { arm, noChange, suggestedCap, type ArmFields } from './model'
import {
  goldenKey,
  quoteExperiment,
  startExperiment,
  type Arms,
  type ExperimentQuote,
  type GoldenSet,
} from './queries'
import { t } from '../sentences'

type Config = { slug: string; name: string }

/** Two ways side by side, the price of the whole, and where it stops. */
export function NewExperiment({ set }: { set: GoldenSet }) {
  const { id } = useWorkspace()
  const configs = useQuery(configsQuery(id))
  return (
    <section aria-labelledby="new-experiment" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="new-experiment" className="font-semibold">
        {t('golden.new')}
      </h2>
      <QueryState query={configs}>
        {({ items }) => <ArmsForm key={set.revision} set={set} configs={items} />}
      </QueryState>
    </section>
  )
}

function ArmsForm({ set, configs }: { set: GoldenSet; configs: Config[] }) {
  const { id } = useWorkspace()
  const first = { ...noChange, config: configs[0]?.slug ?? '' }
  const [a, setA] = useState<ArmFields>(first)
  const [b, setB] = useState<ArmFields>(first)
  const [repeats, setRepeats] = useState('1')
  const request = {
    set_id: set.id,
    arms: { a: arm(a), b: arm(b) },
    repeats: Number(repeats),
  }
  const quote = useMutation({ mutationFn: () => quoteExperiment(id, request) })
  // Another choice has another price.
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      quote.reset()
    }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    quote.mutate()
  }
  return (
    <>
      <form onSubmit={submit} className="grid gap-3 rounded-card border border-line bg-surface p-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <ArmFieldset side="a" value={a} configs={configs} onChange={change(setA)} />
          <ArmFieldset side="b" value={b} configs={configs} onChange={change(setB)} />
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <Field label={t('golden.repeats')} hint={t('golden.repeats.hint')} className="max-w-xs">
            {(wired) => (
              <Input
                {...wired}
                type="number"
                required
                min={1}
                max={5}
                value={repeats}
                onChange={(event) => change(setRepeats)(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" pending={quote.isPending}>
            {t('golden.ask_price')}
          </Button>
        </div>
        {quote.error && <FormProblem message={quote.error.message} />}
      </form>
      {quote.data && <Start key={quote.data.quote_id} quote={quote.data} request={request} />}
    </>
  )
}

type StartProps = {
  quote: ExperimentQuote
  request: { set_id: string; arms: Arms; repeats: number }
}

function Start({ quote, request }: StartProps) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [usd, setUsd] = useState(String(suggestedCap(quote.cost_usd?.high ?? 0)))
  const [credits, setCredits] = useState(String(quote.credits))
  const start = useMutation({
    mutationFn: () =>
      startExperiment(id, {
        ...request,
        quote_id: quote.quote_id,
        max_cost_usd: Number(usd),
        max_credits: Number(credits),
      }),
    onSuccess: async (experiment) => {
      await client.invalidateQueries({ queryKey: goldenKey(id, 'set', request.set_id) })
      await navigate({
        to: '/w/$slug/evaluation/experiments/$experimentId',
        params: { slug, experimentId: experiment.id },
      })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.mutate()
  }
  const cost = quote.cost_usd
  const unusable = [...quote.arms.a.unusable_agents, ...quote.arms.b.unusable_agents]
  return (
    <form
      onSubmit={submit}
      aria-labelledby="experiment-price"
      className="grid gap-3 rounded-card border border-line bg-surface p-3"
    >
      <h3 id="experiment-price" className="font-semibold">
        {t('golden.price', { n: quote.cells })}
      </h3>
      <p className="text-2xl font-semibold tabular-nums">
        {t('run.credits', { n: quote.credits })}
      </p>
      <p className="text-sm text-muted">
        {t('quote.duration_value', {
          expected: formatDuration(quote.duration_s.expected),
          high: formatDuration(quote.duration_s.high),
        })}
        {cost &&
          ` · ${t('golden.price.money', {
            expected: formatUsd(cost.expected),
            high: formatUsd(cost.high),
          })}`}
      </p>
      {quote.would_exceed && (
        <p className="rounded-control bg-mark-warning p-2 text-sm text-fg">{t('quote.no_room')}</p>
      )}
      {unusable.length > 0 && (
        <div className="rounded-control bg-mark-warning p-2 text-sm text-fg">
          <p className="font-medium">{t('quote.unusable')}</p>
          <ul className="ms-4 list-disc">
            {unusable.map((each, index) => (
              <li key={index}>
                {each.agent}: {each.reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('golden.max_usd')} hint={t('golden.max.hint')}>
          {(wired) => (
            <Input
              {...wired}
              type="number"
              required
              min={0}
              step="0.01"
              value={usd}
              onChange={(event) => setUsd(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('golden.max_credits')}>
          {(wired) => (
            <Input
              {...wired}
              type="number"
              required
              min={0}
              value={credits}
              onChange={(event) => setCredits(event.target.value)}
            />
          )}
        </Field>
      </div>
      {start.error && <FormProblem message={start.error.message} />}
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        disabled={!quote.available}
        pending={start.isPending}
      >
        {t('golden.start')}
      </Button>
    </form>
  )
}
