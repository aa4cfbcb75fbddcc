import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { Gate } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { PublishDialog } from '../publish-dialog'
import { unpublish, type FinishedPost } from './queries'
import { platformName, t } from './sentences'

type Props = { post: FinishedPost; postRef: string; platform: string }

/** Where the post is said to be out. */
export function PublicationsSection({ post, postRef, platform }: Props) {
  const [publishing, setPublishing] = useState(false)
  return (
    <section aria-labelledby="publications" className="grid gap-3">
      <h2 id="publications" className="text-lg font-semibold">
        {t('post.published_on')}
      </h2>
      {post.publish_status.length === 0 ? (
        <p className="text-muted">{t('handover.nowhere')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {post.publish_status.map((each) => (
            <Row key={each.platform} postRef={postRef} publication={each} />
          ))}
        </ul>
      )}
      <Gate scope="content:publish">
        <Button look="primary" className="justify-self-start" onClick={() => setPublishing(true)}>
          {t('post.publish')}
        </Button>
      </Gate>
      {publishing && (
        <PublishDialog postId={post.id} platform={platform} onClose={() => setPublishing(false)} />
      )}
    </section>
  )
}

function Row({
  postRef,
  publication,
}: {
  postRef: string
  publication: FinishedPost['publish_status'][number]
}) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => unpublish(id, postRef, publication.platform),
    onSuccess: () => client.invalidateQueries({ queryKey: [id, 'posts'] }),
    onError: (error) => toast.error(error.message),
  })
  const name = platformName(publication.platform)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 p-3">
      <span className="font-medium">{name}</span>
      <time dateTime={publication.published_at} className="text-sm text-muted">
        {formatMoment(publication.published_at)}
      </time>
      {publication.url && (
        <a
          href={publication.url}
          rel="noreferrer"
          className="min-w-0 flex-1 truncate text-primary-text underline underline-offset-4"
        >
          {publication.url}
        </a>
      )}
      <Gate scope="content:publish">
        <ConfirmButton
          className="ms-auto"
          label={t('post.publish.remove', { platform: name })}
          title={t('post.publish.remove', { platform: name })}
          description={t('handover.remove.about')}
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </Gate>
    </li>
  )
}
