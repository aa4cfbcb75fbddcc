import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { meQuery } from '@/api/queries'
import { ProblemPanel } from '@/components/problem-panel'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { ArchivePreview } from './archive-preview'
import {
  cancelArchive,
  importQuery,
  isUnderWay,
  madeBy,
  sendArchive,
  type Operation,
} from './queries'
import { t } from './sentences'

/** A workspace from an archive: looked at first, taken over when told to. */
export function ImportSection() {
  const [id, setId] = useState<string>()
  return (
    <section aria-labelledby="from-archive" className="grid gap-3">
      <h2 id="from-archive" className="text-lg font-semibold">
        {t('archive.import')}
      </h2>
      {id === undefined ? (
        <FileForm onSent={setId} />
      ) : (
        <Sent key={id} id={id} onDiscarded={() => setId(undefined)} />
      )}
    </section>
  )
}

function FileForm({ onSent }: { onSent: (id: string) => void }) {
  const [file, setFile] = useState<File>()
  const sending = useMutation({
    mutationFn: sendArchive,
    onSuccess: ({ id }) => onSent(id),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) sending.mutate(file)
  }
  return (
    <form className="grid max-w-md gap-3" onSubmit={submit}>
      <Field label={t('archive.choose')} hint={t('archive.choose.hint')}>
        {(wired) => (
          <Input
            {...wired}
            type="file"
            accept=".zip"
            className="h-auto py-1.5 pointer-coarse:h-auto"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        )}
      </Field>
      {sending.error && <ProblemPanel error={sending.error} />}
      <Button
        type="submit"
        className="justify-self-start"
        disabled={!file}
        pending={sending.isPending}
      >
        {t('archive.look')}
      </Button>
    </form>
  )
}

function Sent({ id, onDiscarded }: { id: string; onDiscarded: () => void }) {
  const operation = useQuery(importQuery(id))
  return (
    <QueryState query={operation} lines={4}>
      {(now) =>
        now.status === 'needs_review' ? (
          <ArchivePreview id={id} onDiscarded={onDiscarded} />
        ) : isUnderWay(now) ? (
          <Running operation={now} />
        ) : (
          <End operation={now} />
        )
      }
    </QueryState>
  )
}

function Running({ operation: { id, done, total = 0 } }: { operation: Operation }) {
  const client = useQueryClient()
  const stop = useMutation({
    mutationFn: () => cancelArchive(id),
    onSettled: () => client.invalidateQueries(importQuery(id)),
  })
  return (
    <div className="grid max-w-md gap-3">
      <progress
        className="w-full"
        aria-label={t('archive.running.title')}
        value={done}
        max={Math.max(total, 1)}
      />
      <p role="status" className="text-sm text-muted">
        {t('archive.running', { done, total })}
      </p>
      <Button className="justify-self-start" pending={stop.isPending} onClick={() => stop.mutate()}>
        {t('archive.stop')}
      </Button>
    </div>
  )
}

function End({ operation }: { operation: Operation }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const made = madeBy(operation)
  const enter = useMutation({
    mutationFn: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
    onSuccess: async ({ memberships }) => {
      const slug = memberships.find((each) => each.workspace_id === made)?.slug
      if (slug) await navigate({ to: '/w/$slug', params: { slug } })
    },
  })
  if (operation.status === 'succeeded') {
    return (
      <Button
        look="primary"
        className="justify-self-start"
        pending={enter.isPending}
        onClick={() => enter.mutate()}
      >
        {t('archive.open')}
      </Button>
    )
  }
  return (
    <div role="alert" className="grid max-w-prose gap-1">
      <p>{operation.status === 'cancelled' ? t('archive.cancelled') : t('archive.failed')}</p>
      {operation.error_detail && <p className="text-muted">{operation.error_detail}</p>}
    </div>
  )
}
