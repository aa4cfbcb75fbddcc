import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Input } from '@/components/ui/field'
import { formatMoment } from '@/lib/format'
import { useFields } from '@/lib/use-fields'
import { cancelArchive, commitArchive, importQuery, previewQuery, type Preview } from './queries'
import { t } from './sentences'

const words = (part: string) => part.replaceAll('_', ' ')

/** What an archive holds, and under which name it is to come in. */
export function ArchivePreview({ id, onDiscarded }: { id: string; onDiscarded: () => void }) {
  const preview = useQuery(previewQuery(id))
  return (
    <QueryState query={preview} lines={4}>
      {(seen) => <Decision preview={seen} onDiscarded={onDiscarded} />}
    </QueryState>
  )
}

function Decision({ preview, onDiscarded }: { preview: Preview; onDiscarded: () => void }) {
  const { id } = preview.operation
  const client = useQueryClient()
  const [matchMe, setMatchMe] = useState(preview.matches_you)
  const form = useFields({ name: preview.name }, ({ name }) => ({
    name: name === '' ? t('archive.name.missing') : undefined,
  }))
  const commit = useMutation({
    mutationFn: ({ name }: { name: string }) => commitArchive(id, name, matchMe),
    onSuccess: (begun) => client.setQueryData(importQuery(id).queryKey, begun),
  })
  const discard = useMutation({ mutationFn: () => cancelArchive(id), onSettled: onDiscarded })
  const leftOut = Object.entries(preview.left_out)
  return (
    <form
      noValidate
      className="grid max-w-xl gap-3"
      onSubmit={form.onSubmit((values) => commit.mutate(values))}
    >
      <p>{t('archive.preview', { name: preview.name, time: formatMoment(preview.exported_at) })}</p>
      <Counts counts={preview.counts} />
      {preview.people.length > 0 && (
        <p className="text-muted">{t('archive.people', { names: preview.people.join(', ') })}</p>
      )}
      {leftOut.length > 0 && (
        <p className="text-muted">
          {t('archive.left_out', {
            parts: leftOut.map(([part, rows]) => `${words(part)} ${rows}`).join(', '),
          })}
        </p>
      )}
      {commit.error && <FormProblem message={commit.error.message} />}
      <Field label={t('archive.name')} error={form.errors.name}>
        {(wired) => <Input {...wired} {...form.field('name')} maxLength={120} autoComplete="off" />}
      </Field>
      {preview.matches_you && (
        <Check
          label={t('archive.match')}
          checked={matchMe}
          onChange={(event) => setMatchMe(event.target.checked)}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" pending={commit.isPending}>
          {t('archive.commit')}
        </Button>
        <Button pending={discard.isPending} onClick={() => discard.mutate()}>
          {t('archive.discard')}
        </Button>
      </div>
    </form>
  )
}

function Counts({ counts }: { counts: Preview['counts'] }) {
  return (
    <div
      className="max-h-72 overflow-auto"
      role="region"
      aria-label={t('archive.counts')}
      tabIndex={0}
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr>
            <th scope="col">{t('archive.part')}</th>
            <th scope="col" className="text-right">
              {t('archive.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(counts)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([part, rows]) => (
              <tr key={part} className="border-t border-line">
                <td className="py-1 first-letter:uppercase">{words(part)}</td>
                <td className="py-1 text-right tabular-nums">{rows}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
