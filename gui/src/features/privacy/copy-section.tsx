import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { problemOf } from '@/api/problem'
import { authorizedFetch } from '@/api/session'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { saveBlob } from '@/lib/download'
import { formatMoment } from '@/lib/format'
import { exportsQuery, isBeingMade, type PersonalExport } from './queries'
import { t } from './sentences'

/** Copies of the person's own data: made in the background, each for a day. */
export function CopySection() {
  const copies = useQuery(exportsQuery)
  const client = useQueryClient()
  const start = useMutation({
    mutationFn: async () => unwrap(await api.POST('/api/v1/users/me/export')),
    onSuccess: () => {
      toast.success(t('copy.started'))
      return client.invalidateQueries(exportsQuery)
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="copy" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="copy" className="text-lg font-semibold">
          {t('copy.title')}
        </h2>
        <Button
          pending={start.isPending}
          disabled={copies.data?.some(isBeingMade)}
          onClick={() => start.mutate()}
        >
          {t('copy.start')}
        </Button>
      </div>
      <p className="max-w-prose text-muted">{t('copy.hint')}</p>
      <QueryState query={copies} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('copy.none')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((copy) => (
                <CopyRow key={copy.id} copy={copy} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function CopyRow({ copy }: { copy: PersonalExport }) {
  const fetching = useMutation({
    mutationFn: async (url: string) => {
      const response = await authorizedFetch(new Request(new URL(url, location.origin)))
      if (!response.ok) throw await problemOf(response)
      saveBlob(`postmagiq-data-${copy.created_at.slice(0, 10)}.zip`, await response.blob())
    },
    onError: (error) => toast.error(error.message),
  })
  const url = copy.download_url
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('copy.of', { time: formatMoment(copy.created_at) })}</p>
        <p role="status" className="text-sm text-muted">
          {state(copy)}
        </p>
      </div>
      {url && (
        <Button pending={fetching.isPending} onClick={() => fetching.mutate(url)}>
          <Download aria-hidden />
          {t('copy.download')}
        </Button>
      )}
    </li>
  )
}

function state(copy: PersonalExport) {
  if (isBeingMade(copy)) return t('copy.progress', { n: copy.progress })
  if (copy.download_url && copy.expires_at)
    return t('copy.ready', { time: formatMoment(copy.expires_at) })
  return copy.error_detail ?? t('copy.gone')
}
