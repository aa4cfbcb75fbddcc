import { useNavigate, useSearch } from '@tanstack/react-router'
import { GitFork } from 'lucide-react'
import type { Output, QualityReport, Visit } from '@/api/types'
import { Gate } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Tabs } from '@/components/ui/tabs'
import { formatDuration, formatNumber, humanise } from '@/lib/format'
import type { InspectorTab } from '@/lib/searches'
import type { FlowNode } from './flow-model'
import { InspectorAudit } from './inspector-audit'
import { InspectorCost } from './inspector-cost'
import { InspectorOutput } from './inspector-output'
import { InspectorPrompt } from './inspector-prompt'
import { t } from './sentences'

type Props = {
  runRef: string
  node?: FlowNode
  visits: Visit[]
  outputs: Output[]
  report?: QualityReport
}

/** What is behind one state: what it wrote, how it was judged, what it was given, what it took. */
export function Inspector({ runRef, node, visits, outputs, report }: Props) {
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  const visit = visits.find((each) => each.visit === search.visit) ?? visits.at(-1)
  const open = (tab: InspectorTab) =>
    void navigate({
      search: (old) => ({ ...old, tab: tab === 'output' ? undefined : tab }),
      replace: true,
    })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="font-semibold">
        {node ? humanise(node.state) : t('inspector.title')}
        {visit && (
          <span className="font-normal text-muted">
            {' '}
            · {t('inspector.visit', { n: visit.visit })}
          </span>
        )}
      </h2>
      {node?.description && <p className="text-muted">{node.description}</p>}
      {visits.length > 1 && (
        <Segmented
          className="justify-self-start"
          label={t('inspector.visits')}
          value={String(visit?.visit ?? 1)}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, state: node?.state, visit: Number(value) }),
              replace: true,
            })
          }
          options={visits.map((each) => ({
            value: String(each.visit),
            label: formatNumber(each.visit),
          }))}
        />
      )}
      {visit ? (
        <>
          <Facts visit={visit} />
          {node && node.type !== 'initial' && node.type !== 'terminal' && (
            <Gate scope="workflow:execute">
              <Button
                size="sm"
                className="justify-self-start"
                onClick={() =>
                  void navigate({
                    search: (old) => ({ ...old, fork: visit.state, visit: visit.visit }),
                  })
                }
              >
                <GitFork aria-hidden />
                {t('fork.here')}
              </Button>
            </Gate>
          )}
          <Tabs
            label={t('inspector.tabs')}
            value={search.tab ?? 'output'}
            onChange={open}
            tabs={[
              {
                value: 'output',
                label: t('inspector.tab.output'),
                content: <InspectorOutput visit={visit} outputs={outputs} />,
              },
              {
                value: 'audit',
                label: t('inspector.tab.audit'),
                content: <InspectorAudit runRef={runRef} visit={visit} report={report} />,
              },
              {
                value: 'prompt',
                label: t('inspector.tab.prompt'),
                content: <InspectorPrompt runRef={runRef} visit={visit} outputs={outputs} />,
              },
              {
                value: 'cost',
                label: t('inspector.tab.cost'),
                content: <InspectorCost runRef={runRef} visit={visit} />,
              },
            ]}
          />
        </>
      ) : (
        <p className="text-muted">{t('state.not_reached')}</p>
      )}
    </div>
  )
}

function Facts({ visit }: { visit: Visit }) {
  const facts: [string, string][] = []
  if (visit.transition) {
    const next = visit.next_state ? ` → ${humanise(visit.next_state)}` : ''
    facts.push([t('inspector.transition'), humanise(visit.transition) + next])
  }
  if (visit.duration_s !== undefined)
    facts.push([t('inspector.duration'), formatDuration(visit.duration_s)])
  if (facts.length === 0) return null
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm tabular-nums">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
