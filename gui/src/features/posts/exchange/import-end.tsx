import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Panel, ProblemPanel } from '@/components/problem-panel'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { Counts } from './counts'
import { IssueTable } from './import-preview'
import { cancelImport, importQuery, tallyOf, type Operation } from './queries'
import { t } from './sentences'

/** How far an import has come; it goes on when the page is left. */
export function ImportProgress({ operation }: { operation: Operation }) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const stopping = useMutation({
    mutationFn: () => cancelImport(workspace.id, operation.id),
    onSuccess: (now) => client.setQueryData(importQuery(workspace.id, now.id).queryKey, now),
  })
  return (
    <Panel>
      <h2 id="import-progress" className="font-semibold">
        {t('exchange.running.title')}
      </h2>
      <progress
        aria-labelledby="import-progress"
        className="w-full accent-primary"
        value={operation.done}
        max={operation.total ?? 1}
      />
      <p className="text-muted tabular-nums">
        {t('exchange.running', { done: operation.done, total: operation.total ?? operation.done })}
      </p>
      {stopping.error && <ProblemPanel error={stopping.error} />}
      <div>
        <Button pending={stopping.isPending} onClick={() => stopping.mutate()}>
          {t('exchange.stop')}
        </Button>
      </div>
    </Panel>
  )
}

/** What came of an import. */
export function ImportResult({ operation }: { operation: Operation }) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  useEffect(() => {
    void client.invalidateQueries({ queryKey: [id, 'posts'] })
  }, [client, id])
  const tally = operation.status === 'succeeded' ? tallyOf(operation) : undefined
  return (
    <div className="grid gap-6">
      <section role="status" className="grid gap-3">
        <h2 className="text-lg font-semibold">
          {operation.status === 'succeeded'
            ? t('exchange.done')
            : operation.status === 'failed'
              ? t('exchange.failed')
              : t('exchange.cancelled')}
        </h2>
        {operation.error_detail && <p>{operation.error_detail}</p>}
        {tally && <Counts tally={tally} />}
      </section>
      {tally && <IssueTable issues={tally.issues} label={t('exchange.issues.after')} />}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" asChild>
          <Link to="/w/$slug/posts" params={{ slug }}>
            {t('exchange.to_posts')}
          </Link>
        </Button>
        <Button asChild>
          <Link to="/w/$slug/posts/import" params={{ slug }} search={{}}>
            {t('exchange.again')}
          </Link>
        </Button>
      </div>
    </div>
  )
}
