import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DataTable } from '@/components/data-table'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { importSamples, type SampleImport, type SampleSource } from './queries'
import { t } from './sentences'

/** Texts that are somewhere already, in a file or in published posts: shown first, taken in when told to. */
export function ImportSamples() {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [source, setSource] = useState<SampleSource>()
  const look = useMutation({ mutationFn: (from: SampleSource) => importSamples(id, from, false) })
  const take = useMutation({
    mutationFn: (from: SampleSource) => importSamples(id, from, true),
    onSuccess: (taken) => {
      announce(t('voice.import.done', { n: taken.added }))
      setSource(undefined)
      look.reset()
      return client.invalidateQueries({ queryKey: [id, 'voice-samples'] })
    },
  })
  const choose = (from: SampleSource | undefined) => {
    take.reset()
    look.reset()
    setSource(from)
    if (from) look.mutate(from)
  }
  const error = look.error ?? take.error
  return (
    <section aria-labelledby="import-samples" className="grid gap-3">
      <h2 id="import-samples" className="text-lg font-semibold">
        {t('voice.import')}
      </h2>
      <Field label={t('voice.import.file')} hint={t('voice.import.hint')}>
        {(wired) => (
          <Input
            {...wired}
            key={source instanceof File ? 'chosen' : 'none'}
            type="file"
            accept=".csv,.txt,.md,.docx"
            className="h-auto py-1.5 pointer-coarse:h-auto"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        )}
      </Field>
      <p>
        <Button pending={source === 'posts' && look.isPending} onClick={() => choose('posts')}>
          {t('voice.import.posts')}
        </Button>
      </p>
      {error && <FormProblem message={error.message} />}
      {take.data && <p role="status">{t('voice.import.done', { n: take.data.added })}</p>}
      {source && look.data && (
        <>
          <Found found={look.data} />
          <p>
            <Button
              look="primary"
              disabled={look.data.added === 0}
              pending={take.isPending}
              onClick={() => take.mutate(source)}
            >
              {t('voice.import.take', { n: look.data.added })}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}

function Found({ found }: { found: SampleImport }) {
  return (
    <>
      <p role="status">
        {t('voice.import.found', {
          added: found.added,
          words: found.words,
          known: found.known,
          failed: found.failed,
        })}
      </p>
      <DataTable
        label={t('voice.import.texts')}
        className="max-h-96"
        texts={4}
        head={[
          t('voice.import.row'),
          t('voice.import.becomes'),
          t('voice.import.words'),
          t('voice.import.text'),
        ]}
        rows={found.rows.map((row) => [
          String(row.row),
          t(`voice.import.becomes.${row.becomes}`),
          String(row.words),
          row.excerpt,
        ])}
      />
    </>
  )
}
