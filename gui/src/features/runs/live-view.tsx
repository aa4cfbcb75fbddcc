import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { isTerminal } from '@/api/run-events'
import type { Output, Run, Visit } from '@/api/types'
import { ProblemPanel } from '@/components/problem-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { Segmented } from '@/components/ui/segmented'
import { cn } from '@/lib/cn'
import { litSpans } from '@/lib/provenance'
import { useShortcuts } from '@/lib/shortcuts'
import { useMedia } from '@/lib/use-media'
import { useWorkspace } from '@/lib/workspace'
import { DecisionPanel } from './decision-panel'
import { DraftsPanel } from './drafts-panel'
import { EndedPanel } from './ended-panel'
import { EventTicker } from './event-ticker'
import { flowOf, pathStates, type FlowNode } from './flow-model'
import { Inspector } from './inspector'
import { NotApplied } from './not-applied'
import { OutputsPanel } from './outputs-panel'
import {
  graphQuery,
  outputsQuery,
  provenanceQuery,
  qualityQuery,
  verdictsQuery,
  visitsQuery,
} from './queries'
import { RunFlow } from './run-flow'
import { StoryPanel } from './story-panel'
import { TextPanel } from './text-panel'
import { useEdit } from './use-edit'
import { t } from './sentences'

type Props = { run: Run; runRef: string }

export function LiveView({ run, runRef }: Props) {
  const { id } = useWorkspace()
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  const graph = useQuery(graphQuery(id, runRef))
  const visits = useQuery(visitsQuery(id, runRef)).data
  const outputs = useQuery(outputsQuery(id, runRef))
  const verdicts = useQuery(verdictsQuery(id, runRef)).data
  const flow = useMemo(
    () =>
      graph.data &&
      flowOf({ graph: graph.data, run, visits: visits ?? [], verdicts: verdicts ?? [] }),
    [graph.data, run, visits, verdicts],
  )
  const select = (state: string) =>
    void navigate({
      search: (old) => ({
        ...old,
        state: old.state === state ? undefined : state,
        visit: undefined,
      }),
      replace: true,
    })
  const path = flow ? pathStates(flow) : []
  useShortcuts(
    Object.fromEntries(
      path.slice(0, 8).map((state, index) => [String(index + 1), () => select(state)]),
    ),
  )

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {flow ? (
        <RunFlow flow={flow} run={run} selected={search.state} onSelect={select} />
      ) : graph.error ? (
        <ProblemPanel error={graph.error} onRetry={() => void graph.refetch()} />
      ) : (
        <Skeleton className="h-56" />
      )}
      {outputs.error && !outputs.data && (
        <ProblemPanel error={outputs.error} onRetry={() => void outputs.refetch()} />
      )}
      <Columns
        run={run}
        runRef={runRef}
        nodes={flow?.nodes ?? []}
        visits={visits ?? []}
        outputs={outputs.data ?? []}
      />
      <EventTicker runRef={runRef} />
    </div>
  )
}

type ColumnsProps = Props & { nodes: FlowNode[]; visits: Visit[]; outputs: Output[] }

const column =
  'border-line bg-surface rounded-card min-w-0 border p-card lg:max-h-[calc(100dvh-8rem)] lg:overflow-auto'

function Columns({ run, runRef, nodes, visits, outputs }: ColumnsProps) {
  const { id } = useWorkspace()
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  const narrow = !useMedia('(min-width: 1024px)')
  const decision = run.open_decision
  const pane = search.pane ?? (decision || isTerminal(run.status) ? 'decide' : 'text')

  const text = textInView(
    run,
    outputs,
    search.state ? nodes.find(({ state }) => state === search.state) : undefined,
  )
  const state = search.state ?? (text ? text.state : run.current_state)
  const node = nodes.find((each) => each.state === state)
  const drafts =
    !text &&
    node !== undefined &&
    node.output_type !== 'audit' &&
    (node.output_type === 'draft' || node.slots.length > 1)
  const isPost =
    text !== undefined && (text.output_type === 'final' || text.output_type === 'draft')
  const quality = useQuery({
    ...qualityQuery(id, runRef, text?.id ?? ''),
    enabled: isPost,
    retry: false,
  })
  const provenance = useQuery({
    ...provenanceQuery(id, runRef, text?.id ?? ''),
    enabled: isPost,
    retry: false,
  })
  const edit = useEdit(id, run.id, decision && text ? text : undefined)
  const shownReport = edit.editing ? edit.report : quality.data
  const shownProvenance = edit.editing ? edit.report?.provenance : provenance.data

  const [lit, setLit] = useState<number[]>([])
  const [pinned, setPinned] = useState<number>()
  const active = lit.length > 0 ? lit : pinned === undefined ? [] : [pinned]
  const sentences = shownProvenance?.sentences ?? []
  const storyLit = sentences
    .filter((each) => active.includes(each.index))
    .flatMap((each) => litSpans(each))

  const show = (each: string) => !narrow || pane === each
  const side = decision
    ? t('run.pane.decide')
    : isTerminal(run.status)
      ? t('run.pane.outcome')
      : t('run.pane.details')
  return (
    <>
      {narrow && (
        <Segmented
          label={t('run.panes')}
          className="justify-self-start"
          value={pane}
          onChange={(next) =>
            void navigate({ search: (old) => ({ ...old, pane: next }), replace: true })
          }
          options={[
            { value: 'story', label: t('run.pane.story') },
            { value: 'text', label: t('run.pane.text') },
            { value: 'decide', label: side },
          ]}
        />
      )}
      <div
        className={cn(
          'grid grid-cols-[minmax(0,1fr)] items-start gap-3',
          !drafts
            ? 'lg:grid-cols-[minmax(14rem,1fr)_minmax(0,2fr)_minmax(17rem,1.1fr)]'
            : 'lg:grid-cols-[minmax(12rem,0.8fr)_minmax(0,3fr)_minmax(16rem,0.9fr)]',
        )}
      >
        {show('story') && (
          <div
            role="region"
            tabIndex={0}
            aria-labelledby="story-title"
            className={column}
            data-scroll
          >
            <StoryPanel
              text={run.story.text}
              provenance={shownProvenance}
              lit={storyLit}
              onLight={setLit}
            />
          </div>
        )}
        {show('text') && (
          <div
            role="region"
            tabIndex={0}
            aria-labelledby="text-title"
            className={cn(column, 'lg:min-h-80')}
            data-scroll
          >
            {text && !decision && text.notes.length > 0 && (
              <div className="mb-3">
                <NotApplied notes={text.notes} />
              </div>
            )}
            {text ? (
              <TextPanel
                key={text.id}
                output={text}
                before={versionBefore(outputs, text)}
                report={shownReport}
                provenance={shownProvenance}
                edit={edit}
                lit={active}
                onLight={(index) => setLit(index === undefined ? [] : [index])}
                onPin={(index) => setPinned((old) => (old === index ? undefined : index))}
              />
            ) : drafts ? (
              <DraftsPanel
                runRef={runRef}
                node={node}
                visit={visitOf(visits, node.state, search.visit)}
              />
            ) : (
              <OutputsPanel
                runRef={runRef}
                run={run}
                state={state}
                visit={visitOf(visits, state, search.visit)}
              />
            )}
          </div>
        )}
        {show('decide') && (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {decision && (
              <div role="region" tabIndex={0} aria-labelledby="decision-title" className={column}>
                <DecisionPanel
                  key={decision.id}
                  run={run}
                  runRef={runRef}
                  decision={decision}
                  content={text}
                  report={shownReport}
                  provenance={shownProvenance}
                  edit={edit}
                />
              </div>
            )}
            {isTerminal(run.status) && (
              <div role="region" tabIndex={0} aria-labelledby="ended-title" className={column}>
                <EndedPanel run={run} runRef={runRef} />
              </div>
            )}
            <div role="region" tabIndex={0} aria-label={t('inspector.title')} className={column}>
              <Inspector
                runRef={runRef}
                node={node}
                visits={visits.filter((visit) => visit.state === state)}
                outputs={outputs}
                report={decision ? undefined : shownReport}
              />
            </div>
          </div>
        )}
      </div>
    </>
  )
}

const visitOf = (visits: Visit[], state: string | undefined, number: number | undefined) =>
  visits.findLast(
    (visit) => visit.state === state && (number === undefined || visit.visit === number),
  )

/** The text under decision, or the finished one; an inspected state shows what it made instead. */
function textInView(
  run: Run,
  outputs: Output[],
  inspected: FlowNode | undefined,
): Output | undefined {
  const byId = (id: string | undefined) => outputs.find((output) => output.id === id)
  if (inspected) {
    if (inspected.output_type === 'final') {
      return outputs.findLast(
        (output) => output.state === inspected.state && output.output_type === 'final',
      )
    }
    if (inspected.type !== 'human-approval') return undefined
  }
  const decided = (run.open_decision?.content_output_ids ?? []).map(byId)
  const post = decided.find((output) => output?.output_type === 'final') ?? decided[0]
  if (post) return post
  const final = byId(run.final_output_id)
  if (final) return final
  // While audits read the newest post it stays in view; before synthesis there is none.
  return outputs.findLast((output) => output.output_type === 'final' && output.is_latest)
}

const versionBefore = (outputs: Output[], output: Output) =>
  outputs
    .filter((each) => each.path === output.path && each.version < output.version)
    .toSorted((a, b) => b.version - a.version)[0]
