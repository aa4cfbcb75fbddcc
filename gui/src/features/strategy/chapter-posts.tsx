import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePermission } from '@/components/gate'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { addPost, chapterPostsQuery, type Chapter } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

/** The posts of a chapter, read when somebody opens them. */
export function ChapterPosts({ chapter }: { chapter: Chapter }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-primary-text">
        {t('chapter.posts', { title: chapter.title })}
      </summary>
      {open && <Posts chapterId={chapter.id} />}
    </details>
  )
}

function Posts({ chapterId }: { chapterId: string }) {
  const { id, slug } = useWorkspace()
  const mayWrite = usePermission('content:write')
  const posts = useQuery(chapterPostsQuery(id, chapterId))
  return (
    <div className="mt-2 grid gap-3">
      <QueryState query={posts} lines={3}>
        {(list) =>
          list.length === 0 ? (
            <p className="text-muted">{t('chapter.posts.none')}</p>
          ) : (
            <ul className="grid gap-1">
              {list.map((post) => (
                <li key={post.id} className="flex flex-wrap gap-x-2">
                  <Link
                    to="/w/$slug/posts/$postRef"
                    params={{ slug, postRef: post.ref }}
                    className="break-words text-primary-text underline underline-offset-4"
                  >
                    {post.topic ?? t('chapter.untitled')}
                  </Link>
                  <span className="text-sm text-muted">{post.ref}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      {mayWrite && <AddPost chapterId={chapterId} />}
    </div>
  )
}

function AddPost({ chapterId }: { chapterId: string }) {
  const [topic, setTopic] = useState('')
  const add = useStrategyChange(async (id) => {
    await addPost(id, chapterId, topic)
    setTopic('')
  })
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Field label={t('chapter.posts.add')} className="w-full sm:w-80">
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={300}
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" pending={add.isPending}>
        {t('chapter.posts.submit')}
      </Button>
    </form>
  )
}
