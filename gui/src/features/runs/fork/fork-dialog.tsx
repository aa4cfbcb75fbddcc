import { useQuery } from '@tanstack/react-query'
import type { Run } from '@/api/types'
import { ProblemPanel } from '@/components/problem-panel'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SkeletonLines } from '@/components/ui/skeleton'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { graphQuery, outputsQuery, promptsQuery, visitsQuery } from '../queries'
import { ForkFields } from './fork-fields'
import { forkPoints } from './fork-model'
import { t } from './sentences'

type Props = {
  run: Run
  runRef: string
  /** Where to begin; the newest visit that can be forked when left out. */
  state?: string
  visit?: number
  onClose: () => void
}

/** Runs a part of a run again with a change, as a run of its own; the source stays as it is. */
export function ForkDialog({ run, runRef, state, visit, onClose }: Props) {
  const { id } = useWorkspace()
  const graph = useQuery(graphQuery(id, runRef))
  const visits = useQuery(visitsQuery(id, runRef))
  const outputs = useQuery(outputsQuery(id, runRef))
  const prompts = useQuery(promptsQuery(id, runRef))
  const all = [graph, visits, outputs, prompts]
  const failed = all.find((query) => query.error && !query.data)
  const points =
    graph.data && visits.data && outputs.data
      ? forkPoints(graph.data, visits.data, outputs.data)
      : undefined
  const first =
    points?.findLast(
      (point) => point.state === state && (visit === undefined || point.visit === visit),
    ) ?? points?.at(-1)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={
        first
          ? t('fork.title', { number: String(run.number), state: humanise(first.state) })
          : t('fork.action')
      }
      description={t('fork.detail')}
      className="top-[4vh] max-h-[92vh] w-[min(52rem,calc(100vw-1.5rem))]"
    >
      {failed ? (
        <ProblemPanel error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !graph.data || !outputs.data || !prompts.data || !points ? (
        <SkeletonLines count={6} />
      ) : !first ? (
        <div className="grid justify-items-start gap-3">
          <p>{t('fork.nothing')}</p>
          <Button onClick={onClose}>{t('action.close')}</Button>
        </div>
      ) : (
        <ForkFields
          run={run}
          graph={graph.data}
          outputs={outputs.data}
          prompts={prompts.data}
          points={points}
          first={first}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}
