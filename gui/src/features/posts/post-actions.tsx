import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Post } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { useScope, useWorkspace } from '@/lib/workspace'
import { movePost, postQuery } from './queries'
import { PublishDialog } from './publish-dialog'
import { t } from './sentences'

type Props = { post: Post; postRef: string }

/** Where the post may go from here, and the record of where it went out. */
export function PostActions({ post, postRef }: Props) {
  const workspace = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const [publishing, setPublishing] = useState(false)
  const moving = useMutation({
    mutationFn: (status: string) => movePost(workspace.id, post.id, status),
    onSuccess: async (moved) => {
      client.setQueryData(postQuery(workspace.id, postRef).queryKey, moved)
      await client.invalidateQueries({ queryKey: [workspace.id, 'posts'] })
    },
    onError: (error) => toast.error(error.message),
  })
  const held = post.status === 'review' && post.review_by === 'run'
  return (
    <>
      {scopes.has('content:write') && !held && post.allowed_moves.length > 0 && (
        <Menu
          align="end"
          trigger={
            <Button size="sm" pending={moving.isPending}>
              {t('post.move.menu')}
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {post.allowed_moves.map((status) => (
            <MenuItem key={status} onSelect={() => moving.mutate(status)}>
              {t('post.move', { status: maybe(`post.status.${status}`) ?? humanise(status) })}
            </MenuItem>
          ))}
        </Menu>
      )}
      {['ready', 'published'].includes(post.status) && (
        <Button size="sm" asChild>
          <Link to="/w/$slug/posts/$postRef/hand-over" params={{ slug: workspace.slug, postRef }}>
            {t('post.hand_over')}
          </Link>
        </Button>
      )}
      {scopes.has('content:publish') && ['ready', 'published'].includes(post.status) && (
        <Button size="sm" look="primary" onClick={() => setPublishing(true)}>
          {t('post.publish')}
        </Button>
      )}
      {publishing && <PublishDialog postId={post.id} onClose={() => setPublishing(false)} />}
    </>
  )
}
