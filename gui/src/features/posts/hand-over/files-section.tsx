import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { toast } from 'sonner'
import { Gate } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { saveBlob } from '@/lib/download'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { archive, handoffsQuery, markdown } from './queries'
import { platformName, t } from './sentences'

type Props = { postRef: string; number: number; platform: string }

/** The text as files, and what was taken along before. */
export function FilesSection({ postRef, number, platform }: Props) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const handoffs = useQuery(handoffsQuery(id, postRef))
  const name = `post_${String(number).padStart(2, '0')}`
  const onError = (error: Error) => toast.error(error.message)
  const one = useMutation({
    mutationFn: async () => saveBlob(`${name}.md`, await markdown(id, postRef)),
    onError,
  })
  const all = useMutation({
    mutationFn: async () => saveBlob(`${name}.zip`, await archive(id, postRef, platform)),
    onSuccess: () => client.invalidateQueries(handoffsQuery(id, postRef)),
    onError,
  })
  return (
    <section aria-labelledby="files" className="grid gap-3">
      <h2 id="files" className="text-lg font-semibold">
        {t('handover.files.title')}
      </h2>
      <p className="max-w-prose text-muted">{t('handover.files.about')}</p>
      <div className="flex flex-wrap gap-3">
        <Button pending={one.isPending} onClick={() => one.mutate()}>
          <Download aria-hidden />
          {t('handover.markdown')}
        </Button>
        <Gate scope="content:publish">
          <Button pending={all.isPending} onClick={() => all.mutate()}>
            <Download aria-hidden />
            {t('handover.zip', { platform: platformName(platform) })}
          </Button>
        </Gate>
      </div>
      {handoffs.data && handoffs.data.length > 0 && (
        <ul aria-label={t('handover.before')} className="grid gap-1 text-sm text-muted">
          {handoffs.data.map((each) => (
            <li key={each.id}>
              {t(`handover.by.${each.publisher as 'clipboard' | 'file' | 'carousel'}`, {
                platform: platformName(each.platform),
                time: formatMoment(each.created_at),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
