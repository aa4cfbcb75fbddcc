import { useQuery } from '@tanstack/react-query'
import { DataTable } from '@/components/data-table'
import { EmptyState, QueryState } from '@/components/states'
import { formatNumber, humanise } from '@/lib/format'
import type { EvaluationSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { ChartFrame, CsvButton, Section } from './chart-frame'
import { agentsQuery, auditorsQuery, csv, included } from './queries'
import { known } from './words'
import { t } from './sentences'

const percent = (value: number | undefined) =>
  value === undefined ? t('evaluation.unknown') : `${formatNumber(value, 1)} %`

export function AgentsSection({ search }: { search: EvaluationSearch }) {
  const { id } = useWorkspace()
  const agents = useQuery(agentsQuery(id, search))
  const title = t('evaluation.agents')
  const file = () =>
    csv('/api/v1/w/{workspace_id}/evaluation/agents', id, {
      days: search.days ?? 30,
      ...included(search),
    })
  return (
    <Section title={title} tools={<CsvButton name="agents.csv" load={file} />}>
      <QueryState query={agents}>
        {(data) =>
          data.agents.length === 0 ? (
            <EmptyState title={t('evaluation.no_scores')} />
          ) : (
            <ChartFrame
              title={title}
              kind="bars"
              max={10}
              points={data.agents.map((agent) => ({ name: agent.name, value: agent.avg_score }))}
              format={(value) => formatNumber(value, 2)}
              head={[
                t('evaluation.by.agent'),
                t('evaluation.score'),
                t('evaluation.hook'),
                t('evaluation.specifics'),
                t('evaluation.voice'),
                t('evaluation.structure'),
                t('evaluation.checks'),
                t('evaluation.selected'),
                t('evaluation.samples'),
              ]}
              rows={data.agents.map((agent) => [
                agent.name,
                known(agent.avg_score),
                known(agent.avg_hook),
                known(agent.avg_specifics),
                known(agent.avg_voice),
                known(agent.avg_structure),
                known(agent.avg_quality_score),
                percent(agent.selected_rate),
                formatNumber(agent.sample_size),
              ])}
            />
          )
        }
      </QueryState>
    </Section>
  )
}

export function AuditorsSection({ search }: { search: EvaluationSearch }) {
  const { id } = useWorkspace()
  const auditors = useQuery(auditorsQuery(id, search))
  const title = t('evaluation.auditors')
  const file = () =>
    csv('/api/v1/w/{workspace_id}/evaluation/auditors', id, {
      days: search.days ?? 30,
      ...included(search),
    })
  return (
    <Section title={title} tools={<CsvButton name="auditors.csv" load={file} />}>
      <QueryState query={auditors}>
        {(data) =>
          data.auditors.length === 0 ? (
            <EmptyState title={t('evaluation.no_scores')} />
          ) : (
            <DataTable
              label={title}
              texts={2}
              head={[
                t('evaluation.auditor'),
                t('evaluation.persona'),
                t('evaluation.verdicts'),
                t('evaluation.malformed'),
                t('evaluation.retries'),
                t('evaluation.agrees'),
              ]}
              rows={data.auditors.map((auditor) => [
                auditor.name,
                humanise(auditor.persona),
                formatNumber(auditor.verdicts),
                percent(auditor.malformed_rate),
                percent(auditor.retry_rate),
                percent(auditor.agrees_with_human),
              ])}
            />
          )
        }
      </QueryState>
    </Section>
  )
}
