import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DataTable } from '@/components/data-table'
import { ProblemPanel } from '@/components/problem-panel'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { Counts } from './counts'
import { ImportChoices } from './import-choices'
import {
  cancelImport,
  commitImport,
  importQuery,
  previewQuery,
  tallyOf,
  type Operation,
  type Preview,
} from './queries'
import { t } from './sentences'

/** What would come of a file, before anything is written. */
export function ImportPreview({ operation }: { operation: Operation }) {
  const workspace = useWorkspace()
  const preview = useQuery(previewQuery(workspace.id, operation.id))
  return (
    <QueryState query={preview} lines={8}>
      {(found) => <Found preview={found} />}
    </QueryState>
  )
}

function Found({ preview }: { preview: Preview }) {
  const tally = tallyOf(preview.operation)
  const unknown = preview.columns.filter((column) => column.mapped_to === undefined)
  return (
    <div className="grid gap-6">
      <section aria-labelledby="import-preview" className="grid gap-3">
        <h2 id="import-preview" className="text-lg font-semibold">
          {t('exchange.preview.title')}
        </h2>
        {tally && <Counts tally={tally} />}
        <p className="text-muted">
          {t('exchange.preview.form', {
            format: [preview.format.toUpperCase(), preview.encoding, preview.delimiter]
              .filter(Boolean)
              .join(', '),
          })}
        </p>
        {unknown.length > 0 && (
          <p className="text-muted">
            {t('exchange.preview.ignored', {
              columns: unknown.map((column) => column.source).join(', '),
            })}
          </p>
        )}
        <ImportChoices preview={preview} />
        <Decision operation={preview.operation} />
      </section>
      <IssueTable issues={preview.issues} label={t('exchange.issues')} />
      <Rows preview={preview} />
    </div>
  )
}

function Decision({ operation }: { operation: Operation }) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const tally = tallyOf(operation)
  const posts = (tally?.created ?? 0) + (tally?.updated ?? 0)
  const deciding = useMutation({
    mutationFn: (taken: boolean) =>
      taken ? commitImport(workspace.id, operation.id) : cancelImport(workspace.id, operation.id),
    onSuccess: (now) => client.setQueryData(importQuery(workspace.id, now.id).queryKey, now),
  })
  return (
    <>
      {deciding.error && <ProblemPanel error={deciding.error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={posts === 0 && (tally?.skipped ?? 0) === 0}
          pending={deciding.isPending}
          onClick={() => deciding.mutate(true)}
        >
          {posts === 0 ? t('exchange.commit.nothing') : t('exchange.commit', { n: posts })}
        </Button>
        <Button disabled={deciding.isPending} onClick={() => deciding.mutate(false)}>
          {t('exchange.discard')}
        </Button>
      </div>
    </>
  )
}

function Rows({ preview }: { preview: Preview }) {
  if (preview.rows.length === 0) return null
  return (
    <section aria-labelledby="import-rows" className="grid gap-2">
      <h2 id="import-rows" className="text-lg font-semibold">
        {t('exchange.preview.rows')}
      </h2>
      <DataTable
        label={t('exchange.preview.rows')}
        className="max-h-96"
        texts={7}
        head={[
          t('exchange.issue.row'),
          t('exchange.row.becomes'),
          t('exchange.row.number'),
          t('exchange.row.topic'),
          t('exchange.row.status'),
          t('exchange.row.goal'),
          t('exchange.row.chapter'),
        ]}
        rows={preview.rows.map((row) => [
          String(row.row),
          t(`exchange.row.becomes.${row.becomes}`),
          String(row.post_number ?? ''),
          row.topic ?? row.excerpt ?? '',
          row.status ?? '',
          row.goal ?? '',
          row.chapter ?? '',
        ])}
      />
    </section>
  )
}

export function IssueTable({ issues, label }: { issues: Preview['issues']; label: string }) {
  if (issues.length === 0) return null
  return (
    <section aria-labelledby="import-issues" className="grid gap-2">
      <h2 id="import-issues" className="text-lg font-semibold">
        {label}
      </h2>
      <DataTable
        label={label}
        className="max-h-96"
        texts={4}
        head={[
          t('exchange.issue.row'),
          t('exchange.issue.column'),
          t('exchange.issue.code'),
          t('exchange.issue.severity'),
        ]}
        rows={issues.map((issue) => [
          String(issue.row),
          issue.column ?? '',
          issue.message,
          t(`exchange.issue.severity.${issue.severity}`),
        ])}
      />
    </section>
  )
}
