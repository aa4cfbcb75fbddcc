import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { isProblem } from '@/api/problem'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { ProblemPanel } from '@/components/problem-panel'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { importSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { ColumnChoice } from './column-choice'
import { ImportProgress, ImportResult } from './import-end'
import { ImportPreview } from './import-preview'
import { importQuery, isUnderWay, sendFile, type Choice } from './queries'
import { t } from './sentences'

const modes = ['create', 'upsert', 'skip_existing'] as const
const dates = ['iso', 'dmy', 'mdy'] as const
const taken = '.csv,.tsv,.txt,.json,.jsonl,.ndjson,.md,.markdown,.zip'

export function ImportPage() {
  return (
    <RequireScope scope="content:write">
      <Import />
    </RequireScope>
  )
}

/** The operation stands in the address, so that a reload goes on where it was. */
function Import() {
  const { operation } = importSearch(useSearch({ strict: false }))
  return (
    <>
      <PageHeader title={t('exchange.title')} />
      {operation === undefined ? <FileForm /> : <Sent key={operation} id={operation} />}
    </>
  )
}

function Sent({ id }: { id: string }) {
  const workspace = useWorkspace()
  const operation = useQuery(importQuery(workspace.id, id))
  return (
    <QueryState query={operation} lines={8}>
      {(now) =>
        now.status === 'needs_review' ? (
          <ImportPreview operation={now} />
        ) : isUnderWay(now) ? (
          <ImportProgress operation={now} />
        ) : (
          <ImportResult operation={now} />
        )
      }
    </QueryState>
  )
}

function FileForm() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [file, setFile] = useState<File>()
  const [mode, setMode] = useState<string>('create')
  const [order, setOrder] = useState<string>('iso')
  const [mapping, setMapping] = useState<Record<string, string>>({})
  const sending = useMutation({
    mutationFn: (choice: Choice) => sendFile(workspace.id, choice, new AbortController().signal),
    onSuccess: ({ id }) => navigate({ to: '.', search: { operation: id } }),
  })
  const unknown = unknownColumns(sending.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) sending.mutate({ file, mode, dates: order, mapping })
  }
  return (
    <form className="grid max-w-xl gap-4" onSubmit={submit}>
      <Field label={t('exchange.choose.file')} hint={t('exchange.choose.about')}>
        {(wired) => (
          <Input
            {...wired}
            type="file"
            accept={taken}
            className="h-auto py-1.5 pointer-coarse:h-auto"
            onChange={(event) => {
              setFile(event.target.files?.[0])
              setMapping({})
              sending.reset()
            }}
          />
        )}
      </Field>
      <Field label={t('exchange.mode')}>
        {(wired) => (
          <Select {...wired} value={mode} onChange={(event) => setMode(event.target.value)}>
            {modes.map((each) => (
              <option key={each} value={each}>
                {t(`exchange.mode.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('exchange.dates')}>
        {(wired) => (
          <Select {...wired} value={order} onChange={(event) => setOrder(event.target.value)}>
            {dates.map((each) => (
              <option key={each} value={each}>
                {t(`exchange.dates.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {sending.error && <ProblemPanel error={sending.error} />}
      {unknown && (
        <section aria-label={t('exchange.columns')} className="grid gap-3">
          <p>{t('exchange.columns.unknown')}</p>
          <ColumnChoice
            columns={unknown.map((source) => ({ source, mapped_to: mapping[source] }))}
            onChoose={(source, field) => setMapping({ ...mapping, [source]: field })}
          />
        </section>
      )}
      <div>
        <Button look="primary" type="submit" disabled={!file} pending={sending.isPending}>
          {t('exchange.look')}
        </Button>
      </div>
    </form>
  )
}

/** The columns of a table in which no topic and no text was found. */
function unknownColumns(error: unknown): string[] | undefined {
  if (!isProblem(error, 'import.header_not_found')) return undefined
  const { columns } = error.body
  return Array.isArray(columns) ? columns.map(String).filter((name) => name !== '') : undefined
}
