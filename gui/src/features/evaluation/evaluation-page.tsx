import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Select } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { formatNumber, formatUsd } from '@/lib/format'
import { costGroups, type EvaluationSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { AgentsSection, AuditorsSection } from './agents-section'
import { ChartFrame, CsvButton, Section } from './chart-frame'
import { costsQuery, csv, included, summaryQuery, trendQuery, weeksOf } from './queries'
import { StorySection } from './story-section'
import { known } from './words'
import { t } from './sentences'

const periods = [7, 30, 90, 365] as const

export function EvaluationPage() {
  const search = useSearch({ from: '/signed-in/w/$slug/evaluation' })
  const navigate = useNavigate({ from: '/w/$slug/evaluation' })
  return (
    <RequireScope scope="workflow:admin">
      <Evaluation
        search={search}
        change={(next) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })}
      />
    </RequireScope>
  )
}

type Props = { search: EvaluationSearch; change: (next: EvaluationSearch) => void }

export function Evaluation({ search, change }: Props) {
  const { slug } = useWorkspace()
  return (
    <>
      <PageHeader title={t('evaluation.title')}>
        <Button asChild>
          <Link to="/w/$slug/evaluation/sets" params={{ slug }}>
            {t('golden.title')}
          </Link>
        </Button>
        <Segmented
          label={t('evaluation.period')}
          options={periods.map((days) => ({
            value: String(days),
            label: t('evaluation.days', { n: days }),
          }))}
          value={String(search.days ?? 30)}
          onChange={(days) => change({ days: Number(days) })}
        />
      </PageHeader>
      <div className="mb-6 flex flex-wrap gap-x-6 gap-y-2">
        <Check
          label={t('evaluation.offline')}
          checked={search.offline ?? false}
          onChange={(event) => change({ offline: event.target.checked || undefined })}
        />
        <Check
          label={t('evaluation.forks')}
          checked={search.forks ?? false}
          onChange={(event) => change({ forks: event.target.checked || undefined })}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <SummarySection search={search} />
        <AgentsSection search={search} />
        <TrendSection search={search} />
        <Gate scope="usage:admin">
          <CostsSection search={search} change={change} />
        </Gate>
        <AuditorsSection search={search} />
        <StorySection search={search} change={change} />
      </div>
    </>
  )
}

function SummarySection({ search }: { search: EvaluationSearch }) {
  const { id } = useWorkspace()
  const summary = useQuery(summaryQuery(id, search))
  return (
    <QueryState query={summary} lines={3}>
      {(data) => {
        if (data.total_runs === 0) return <EmptyState title={t('evaluation.empty')} />
        const percent = (value: number | undefined) =>
          value === undefined ? t('evaluation.unknown') : `${formatNumber(value, 1)} %`
        const facts: [string, string][] = [
          [t('evaluation.runs'), formatNumber(data.total_runs)],
          [t('evaluation.complete'), formatNumber(data.completed_runs)],
          [t('evaluation.success'), percent(data.success_rate)],
          [t('evaluation.score'), known(data.avg_final_score)],
          [t('evaluation.revised'), percent(data.human_revision_rate)],
          [t('evaluation.trips'), formatNumber(data.breaker_trips)],
          [t('evaluation.tokens'), formatNumber(data.total_tokens)],
        ]
        if (data.total_cost_usd !== undefined) {
          facts.push([t('evaluation.cost_complete'), formatUsd(data.total_cost_usd)])
        }
        return (
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {facts.map(([name, value]) => (
              <div key={name} className="rounded-card border border-line bg-surface p-3">
                <dt className="text-sm text-muted">{name}</dt>
                <dd className="text-lg font-semibold tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
        )
      }}
    </QueryState>
  )
}

function TrendSection({ search }: { search: EvaluationSearch }) {
  const { id } = useWorkspace()
  const trend = useQuery(trendQuery(id, search))
  const title = t('evaluation.trend')
  const file = () =>
    csv('/api/v1/w/{workspace_id}/evaluation/trend', id, {
      weeks: weeksOf(search),
      ...included(search),
    })
  return (
    <Section title={title} tools={<CsvButton name="trend.csv" load={file} />}>
      <QueryState query={trend}>
        {({ weeks }) =>
          weeks.every((week) => week.runs === 0) ? (
            <EmptyState title={t('evaluation.no_complete')} />
          ) : (
            <ChartFrame
              title={title}
              kind="trend"
              max={10}
              points={weeks.map((week) => ({ name: week.week, value: week.avg_quality }))}
              format={(value) => formatNumber(value, 2)}
              head={[
                t('evaluation.week'),
                t('evaluation.runs'),
                t('evaluation.score'),
                t('evaluation.tokens'),
                ...(weeks.some((week) => week.total_cost !== undefined)
                  ? [t('evaluation.cost')]
                  : []),
              ]}
              rows={weeks.map((week) => [
                week.week,
                formatNumber(week.runs),
                known(week.avg_quality),
                formatNumber(week.total_tokens),
                ...(week.total_cost === undefined ? [] : [formatUsd(week.total_cost)]),
              ])}
            />
          )
        }
      </QueryState>
    </Section>
  )
}

function CostsSection({ search, change }: Props) {
  const { id } = useWorkspace()
  const costs = useQuery(costsQuery(id, search))
  const title = t('evaluation.costs')
  const by = search.by ?? 'agent'
  const file = () =>
    csv('/api/v1/w/{workspace_id}/evaluation/costs', id, {
      days: search.days ?? 30,
      by,
      ...included(search),
    })
  return (
    <Section
      title={title}
      tools={
        <>
          <Select
            aria-label={t('evaluation.by')}
            className="w-auto"
            value={by}
            onChange={(event) =>
              change({ by: costGroups.find((group) => group === event.target.value) })
            }
          >
            {costGroups.map((group) => (
              <option key={group} value={group}>
                {t(`evaluation.by.${group}`)}
              </option>
            ))}
          </Select>
          <CsvButton name="costs.csv" load={file} />
        </>
      }
    >
      <QueryState query={costs}>
        {({ agents, total_cost_usd }) =>
          agents.length === 0 ? (
            <EmptyState title={t('evaluation.no_costs')} />
          ) : (
            <>
              <p>{t('evaluation.total_cost', { cost: formatUsd(total_cost_usd) })}</p>
              <ChartFrame
                title={title}
                kind="bars"
                points={agents.map((line) => ({ name: line.name, value: line.total_cost }))}
                format={formatUsd}
                head={[
                  t(`evaluation.by.${by}`),
                  t('evaluation.calls'),
                  t('evaluation.tokens'),
                  t('evaluation.cost'),
                  t('evaluation.avg_cost'),
                  t('evaluation.share'),
                ]}
                rows={agents.map((line) => [
                  line.name,
                  formatNumber(line.invocations),
                  formatNumber(line.total_tokens),
                  formatUsd(line.total_cost),
                  line.avg_cost === undefined
                    ? t('evaluation.unknown')
                    : `$${formatNumber(line.avg_cost, 4)}`,
                  `${formatNumber(line.percentage, 1)} %`,
                ])}
              />
            </>
          )
        }
      </QueryState>
    </Section>
  )
}
