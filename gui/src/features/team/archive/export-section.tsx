import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { finished } from '@/api/operations'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/field'
import { saveBlob } from '@/lib/download'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { archivesQuery, isUnderWay, startArchive, type Operation } from './queries'
import { t } from './sentences'

/** The whole workspace as a file: made in the background, kept for a week. */
export function ExportSection() {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const archives = useQuery(archivesQuery(id))
  const [assets, setAssets] = useState(true)
  const [runs, setRuns] = useState(true)
  const start = useMutation({
    mutationFn: () => startArchive(id, assets, runs),
    onSuccess: () => {
      toast.success(t('archive.export.started'))
      return client.invalidateQueries(archivesQuery(id))
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="archive" className="grid gap-3">
      <h2 id="archive" className="text-lg font-semibold">
        {t('archive.export')}
      </h2>
      <p className="max-w-prose text-muted">{t('archive.export.hint')}</p>
      <Check
        label={t('archive.export.assets')}
        checked={assets}
        onChange={(event) => setAssets(event.target.checked)}
      />
      <Check
        label={t('archive.export.runs')}
        checked={runs}
        onChange={(event) => setRuns(event.target.checked)}
      />
      <Button
        className="justify-self-start"
        pending={start.isPending}
        disabled={archives.data?.some(isUnderWay)}
        onClick={() => start.mutate()}
      >
        {t('archive.export.start')}
      </Button>
      <QueryState query={archives} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('archive.export.none')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((each) => (
                <ArchiveRow key={each.id} archive={each} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function ArchiveRow({ archive }: { archive: Operation }) {
  const { id, slug } = useWorkspace()
  const fetching = useMutation({
    mutationFn: async () => (await finished(id, archive.id)).blob(),
    onSuccess: (file) => saveBlob(`${slug}-workspace.zip`, file),
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('archive.of', { time: formatMoment(archive.created_at) })}</p>
        <p role="status" className="text-sm text-muted">
          {state(archive)}
        </p>
      </div>
      {canBeFetched(archive) && (
        <Button pending={fetching.isPending} onClick={() => fetching.mutate()}>
          <Download aria-hidden />
          {t('archive.download')}
        </Button>
      )}
    </li>
  )
}

const canBeFetched = ({ status, expires_at: until }: Operation) =>
  status === 'succeeded' && until !== undefined && new Date(until) > new Date()

function state(archive: Operation) {
  if (isUnderWay(archive)) return t('archive.progress', { n: archive.progress })
  if (canBeFetched(archive))
    return t('archive.ready', { time: formatMoment(archive.expires_at ?? '') })
  return archive.error_detail ?? t('archive.gone')
}
