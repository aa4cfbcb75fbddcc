import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import type { ForkRunRequest, Graph, Output, Run, VisitPrompt } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { QuoteChanged } from '@/components/quote/quote-changed'
import { usePrice } from '@/components/quote/use-price'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Select, Textarea } from '@/components/ui/field'
import { capOf, creditCapOf } from '@/lib/caps'
import { humanise } from '@/lib/format'
import { useDebounced } from '@/lib/use-debounced'
import { useWorkspace } from '@/lib/workspace'
import { ForkChange } from './fork-change'
import {
  agentsOf,
  editable,
  inherited,
  requestOf,
  rolesOf,
  statesFrom,
  type ForkForm,
  type ForkPoint,
} from './fork-model'
import { ForkPrice } from './fork-price'
import { quoteFork, startFork } from './fork-queries'
import { t } from './sentences'

type Props = {
  run: Run
  graph: Graph
  outputs: Output[]
  prompts: VisitPrompt[]
  points: ForkPoint[]
  first: ForkPoint
  onClose: () => void
}

const quoteAfterMs = 400
const keyOf = (point: { state: string; visit: number }) => `${point.visit} ${point.state}`

export function ForkFields({ run, graph, outputs, prompts, points, first, onClose }: Props) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const nodeOf = (state: string) => graph.nodes.find((node) => node.state === state)
  const [form, setForm] = useState<ForkForm>(() => ({
    state: first.state,
    visit: first.visit,
    slots: agentsOf(nodeOf(first.state)),
    kind: 'none',
    persona: '',
    template: '',
    agent: '',
    model: '',
    replaced: '',
    by: '',
    outputId: '',
    text: '',
    note: '',
    label: '',
    maxCredits: '',
    maxCost: '',
  }))
  const change = (next: Partial<ForkForm>) => setForm((old) => ({ ...old, ...next }))
  const point = points.find((each) => keyOf(each) === keyOf(form)) ?? first
  const node = nodeOf(point.state)
  const agents = agentsOf(node)
  const states = statesFrom(graph, point.state)
  const kept = inherited(point, outputs, node, form.slots)
  const roles = rolesOf(states, prompts)
  const texts = editable(kept)
  const text = texts.find((each) => each.id === form.outputId)?.content
  const request = requestOf(form, { template: roles.get(form.persona), text }, agents)

  const credits = creditCapOf(form.maxCredits)
  const cost = capOf(form.maxCost)
  const noSlot = agents.length > 0 && form.slots.length === 0
  const wrong = Number.isNaN(credits) || Number.isNaN(cost) || noSlot
  const written = JSON.stringify(request)
  const asked = useDebounced(written, quoteAfterMs)
  const priced = JSON.parse(asked) as ForkRunRequest
  const price = usePrice({
    key: [workspace.id, 'quote', run.id, asked],
    ask: (signal) => quoteFork(workspace.id, run.id, priced, signal),
    enabled: !noSlot,
  })
  const settled = written === asked && price.agreed !== undefined && !price.query.isError
  const start = useMutation({
    mutationFn: () =>
      startFork(workspace.id, run.id, { ...request, quote_id: price.agreed?.quote_id }),
    onSuccess: (fork) => {
      void client.invalidateQueries({ queryKey: [workspace.id, 'runs'] })
      void navigate({
        to: '/w/$slug/runs/$runRef',
        params: { slug: workspace.slug, runRef: String(fork.number) },
      })
    },
    onError: (error) => {
      if (isProblem(error, 'run.quote_changed')) price.lapse(price.agreed)
    },
  })
  const stale = isProblem(start.error, 'run.quote_changed') && price.lapsed !== undefined
  const refusal = written === asked ? price.query.error : null
  const capRefusal = (code: string) =>
    [start.error, refusal].find((error) => isProblem(error, code))?.message
  const creditProblem = Number.isNaN(credits)
    ? t('newstory.credit_cap.invalid')
    : capRefusal('run.cap_below_quote')
  const costProblem = Number.isNaN(cost) ? t('newstory.cap.invalid') : capRefusal('run.cap_invalid')
  const startProblem =
    start.error && !stale && !creditProblem && !costProblem ? start.error : undefined

  return (
    <form
      className="grid items-start gap-5 md:grid-cols-[minmax(0,1fr)_17rem]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrong && settled && !stale && !start.isPending) start.mutate()
      }}
    >
      <div className="grid min-w-0 gap-4">
        {stale && price.lapsed && (
          <QuoteChanged
            message={start.error?.message ?? ''}
            before={price.lapsed}
            now={price.renewed}
            pending={start.isPending}
            onAgree={() => {
              price.settle()
              start.mutate()
            }}
          />
        )}
        {startProblem && <FormProblem message={startProblem.message} />}
        <Field label={t('fork.from')} hint={t('fork.from.hint')}>
          {(wired) => (
            <Select
              {...wired}
              value={keyOf(point)}
              onChange={(event) => {
                const next = points.find((each) => keyOf(each) === event.target.value)
                if (next)
                  change({
                    state: next.state,
                    visit: next.visit,
                    slots: agentsOf(nodeOf(next.state)),
                    persona: '',
                    agent: '',
                    replaced: '',
                    outputId: '',
                  })
              }}
            >
              {points.map((each) => (
                <option key={keyOf(each)} value={keyOf(each)}>
                  {humanise(each.state)}
                  {points.filter(({ state }) => state === each.state).length > 1 &&
                    ` · ${t('inspector.visit', { n: each.visit })}`}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {agents.length > 1 && (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium">{t('fork.slots')}</legend>
            {agents.map((agent) => (
              <Check
                key={agent}
                label={agent}
                checked={form.slots.includes(agent)}
                onChange={(event) =>
                  change({
                    slots: event.target.checked
                      ? agents.filter((each) => each === agent || form.slots.includes(each))
                      : form.slots.filter((each) => each !== agent),
                  })
                }
              />
            ))}
            {noSlot && <p className="text-sm text-danger">{t('fork.slots.none')}</p>}
          </fieldset>
        )}
        <ForkChange
          config={run.config_slug}
          form={form}
          roles={roles}
          texts={texts}
          working={[...new Set(states.flatMap(agentsOf))]}
          change={change}
        />
        <Field label={t('fork.note')} hint={t('fork.note.hint')}>
          {(wired) => (
            <Textarea
              {...wired}
              dir="auto"
              maxLength={10_000}
              value={form.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('fork.label')} hint={t('fork.label.hint', { label: run.label })}>
          {(wired) => (
            <Input
              {...wired}
              maxLength={200}
              value={form.label}
              onChange={(event) => change({ label: event.target.value })}
            />
          )}
        </Field>
      </div>
      <ForkPrice
        kept={kept}
        states={states}
        price={price}
        refusal={creditProblem || costProblem ? null : refusal}
        form={form}
        creditProblem={creditProblem}
        costProblem={costProblem}
        change={change}
      >
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            pending={start.isPending || (!settled && !refusal && !noSlot)}
            disabled={wrong || stale || !settled}
          >
            {settled && price.agreed
              ? t('fork.submit_price', {
                  credits: t('run.credits', { n: price.agreed.credits }),
                })
              : t('fork.submit')}
          </Button>
        </div>
      </ForkPrice>
    </form>
  )
}
