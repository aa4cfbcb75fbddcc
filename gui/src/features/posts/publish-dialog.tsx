import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/field'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { platforms, publishPost } from './queries'
import { t } from './sentences'

type Props = { postId: string; platform?: string; onClose: () => void }

/** Records that a post went out. */
export function PublishDialog({ postId, platform: first, onClose }: Props) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [platform, setPlatform] = useState<string>(first ?? platforms[0])
  const [url, setUrl] = useState('')
  const publishing = useMutation({
    mutationFn: () => publishPost(workspace.id, postId, platform, url.trim() || undefined),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [workspace.id, 'posts'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('post.publish')}
      description={t('post.publish.detail')}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          publishing.mutate()
        }}
      >
        {publishing.error && <FormProblem message={publishing.error.message} />}
        <Field label={t('post.publish.platform')}>
          {(wired) => (
            <Select
              {...wired}
              value={platform}
              onChange={(event) => setPlatform(event.target.value)}
            >
              {platforms.map((each) => (
                <option key={each} value={each}>
                  {humanise(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('post.publish.url')}>
          {(wired) => (
            <Input
              {...wired}
              type="url"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          pending={publishing.isPending}
        >
          {t('post.publish.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
