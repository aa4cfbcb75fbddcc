import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Plus, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { FormProblem } from '@/components/form-problem'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { download } from '@/lib/download'
import { useWorkspace } from '@/lib/workspace'
import { CaseDialog } from './case-dialog'
import { expectationCount, words } from './model'
import {
  addRun,
  casesQuery,
  exportCases,
  finishedRunsQuery,
  goldenKey,
  importCases,
  removeCase,
  type GoldenCase,
  type GoldenSet,
} from './queries'
import { t } from '../sentences'

export function useChangedSet(setId: string) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: goldenKey(id, 'set', setId) }),
      client.invalidateQueries({ queryKey: goldenKey(id, 'sets') }),
    ])
}

/** The stories of a set as a list that also fits a phone. */
export function CasesSection({ set }: { set: GoldenSet }) {
  const { id } = useWorkspace()
  const cases = useQuery(casesQuery(id, set.id))
  const [edited, setEdited] = useState<GoldenCase | 'new'>()
  return (
    <section aria-labelledby="cases" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="cases" className="font-semibold">
          {t('golden.cases', { n: set.cases })}
        </h2>
        <Tools set={set} onAdd={() => setEdited('new')} />
      </div>
      <QueryState query={cases}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('golden.no_cases')} />
          ) : (
            <ol className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((each) => (
                <CaseRow key={each.id} set={set} item={each} onEdit={() => setEdited(each)} />
              ))}
            </ol>
          )
        }
      </QueryState>
      {edited && (
        <CaseDialog
          setId={set.id}
          item={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  )
}

type RowProps = { set: GoldenSet; item: GoldenCase; onEdit: () => void }

function CaseRow({ set, item, onEdit }: RowProps) {
  const { id } = useWorkspace()
  const changed = useChangedSet(set.id)
  const remove = useMutation({
    mutationFn: () => removeCase(id, set.id, item.id),
    onSuccess: changed,
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 p-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words">{item.label}</p>
        <p className="text-sm text-muted">
          {t('text.words', { n: words(item.story) })} ·{' '}
          {t('golden.expectations', { n: expectationCount(item) })}
        </p>
      </div>
      <Button size="sm" onClick={onEdit}>
        {t('golden.case.edit')}
        <span className="sr-only">{item.label}</span>
      </Button>
      <ConfirmButton
        label={t('golden.case.remove')}
        title={t('golden.case.remove.title', { name: item.label })}
        description={t('golden.case.remove.detail')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </li>
  )
}

function Tools({ set, onAdd }: { set: GoldenSet; onAdd: () => void }) {
  const { id } = useWorkspace()
  const changed = useChangedSet(set.id)
  const picker = useRef<HTMLInputElement>(null)
  const load = useMutation({
    mutationFn: async (file: File) => importCases(id, set.id, await file.text()),
    onSuccess: async (added) => {
      toast.success(t('golden.imported', { n: added.cases }))
      await changed()
    },
  })
  const save = useMutation({
    mutationFn: () => exportCases(id, set.id),
    onSuccess: (text) => download(`${set.name}.jsonl`, text, 'application/x-ndjson'),
    onError: (error) => toast.error(error.message),
  })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="sm" onClick={onAdd}>
        <Plus aria-hidden />
        {t('golden.case.add')}
      </Button>
      <FromRun set={set} />
      <Button size="sm" pending={load.isPending} onClick={() => picker.current?.click()}>
        <Upload aria-hidden />
        {t('golden.import')}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".jsonl,.ndjson,application/x-ndjson"
        aria-label={t('golden.import.file')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) load.mutate(file)
          event.target.value = ''
        }}
      />
      {set.cases > 0 && (
        <Button size="sm" pending={save.isPending} onClick={() => save.mutate()}>
          <Download aria-hidden />
          {t('golden.export')}
        </Button>
      )}
      {load.error && <FormProblem message={load.error.message} />}
    </div>
  )
}

/** A finished run becomes a case as soon as it is chosen. */
function FromRun({ set }: { set: GoldenSet }) {
  const { id } = useWorkspace()
  const changed = useChangedSet(set.id)
  const runs = useQuery(finishedRunsQuery(id))
  const [chosen, setChosen] = useState('')
  const add = useMutation({
    mutationFn: (run: string) => addRun(id, set.id, run),
    onSuccess: async (added) => {
      setChosen('')
      toast.success(t('golden.added', { name: added.label }))
      await changed()
    },
    onError: (error) => toast.error(error.message),
  })
  if (!runs.data || runs.data.items.length === 0) return null
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Select
        aria-label={t('golden.from_run')}
        className="w-44"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      >
        <option value="">{t('golden.from_run')}</option>
        {runs.data.items.map((run) => (
          <option key={run.id} value={run.id}>
            #{run.number} {run.label}
          </option>
        ))}
      </Select>
      <Button
        size="sm"
        disabled={chosen === ''}
        pending={add.isPending}
        onClick={() => add.mutate(chosen)}
      >
        {t('golden.from_run.add')}
      </Button>
    </span>
  )
}
