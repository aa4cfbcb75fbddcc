import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { toast } from 'sonner'
import type { Post } from '@/api/types'
import { ConflictPanel } from '@/components/conflict-panel'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { markedIn, type Marked } from './comments'
import { t } from './sentences'
import type { useText } from './use-text'

type Props = {
  post: Post
  written: ReturnType<typeof useText>
  /** Somebody wants to say something about words of the stored text. */
  onMark: (words: Marked) => void
}

const editorId = 'post-editor'

/** Chooses words in the editor, where the person goes on. */
export function showInText(start: number, end: number) {
  const editor = document.getElementById(editorId)
  if (!(editor instanceof HTMLTextAreaElement)) return
  editor.focus()
  editor.setSelectionRange(start, end)
}

/** The text of a post to write in, and how it is kept. A text a run asks about is only shown. */
export function Editor({ post, written, onMark }: Props) {
  const { slug } = useWorkspace()
  const box = useRef<HTMLTextAreaElement>(null)
  const mark = () => {
    const editor = box.current
    if (!editor) return
    const { selectionStart, selectionEnd } = editor
    const words = markedIn(post.content ?? '', written.text, selectionStart, selectionEnd)
    if (words) onMark(words)
    else toast(t(selectionStart === selectionEnd ? 'post.mark.none' : 'post.mark.unsaved'))
  }
  if (post.status === 'review') {
    return (
      <>
        <p className="flex flex-wrap gap-2 text-sm text-muted">
          {t('post.edit.locked')}
          {post.active_run_id && (
            <Link
              to="/w/$slug/runs/$runRef"
              params={{ slug, runRef: post.active_run_id }}
              className="text-primary-text underline underline-offset-4"
            >
              {t('post.edit.locked.go')}
            </Link>
          )}
        </p>
        <p
          className="max-w-[66ch] text-post break-words whitespace-pre-wrap"
          dir="auto"
          data-testid="post-text"
        >
          {post.content}
        </p>
      </>
    )
  }
  if (written.theirs) {
    return (
      <ConflictPanel
        message={t('post.conflict')}
        theirs={written.theirs.content ?? ''}
        mine={written.text}
        onTheirs={written.takeTheirs}
        onMine={written.keepMine}
      />
    )
  }
  return (
    <>
      <label htmlFor={editorId} className="sr-only">
        {t('post.edit.label')}
      </label>
      <Textarea
        ref={box}
        id={editorId}
        dir="auto"
        data-testid="post-text"
        className="field-sizing-content min-h-64 max-w-[66ch] text-post"
        value={written.text}
        onChange={(event) => written.change(event.target.value)}
        onBlur={written.save}
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== 'm' || !event.ctrlKey || !event.altKey) return
          event.preventDefault()
          mark()
        }}
      />
      <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
        <p role="status">{stateOf(post, written)}</p>
        <Button
          size="sm"
          aria-keyshortcuts="Control+Alt+M"
          // The words stay chosen while the button is pressed.
          onMouseDown={(event) => event.preventDefault()}
          onClick={mark}
        >
          {t('post.mark')}
        </Button>
        {written.error && (
          <Button size="sm" onClick={written.save}>
            {t('post.edit.retry')}
          </Button>
        )}
        {post.edited_since_publication && <p>{t('post.edit.published')}</p>}
        {post.over_limit !== undefined && <p>{t('post.edit.over', { n: post.over_limit })}</p>}
      </div>
    </>
  )
}

function stateOf(post: Post, written: Props['written']): string {
  if (written.error) return t('post.edit.failed', { why: written.error.message })
  if (written.saving) return t('post.edit.saving')
  if (written.text.trim() === '') return t('post.edit.empty')
  if (written.dirty) return t('post.edit.unsaved')
  return post.version_number === undefined ? '' : t('post.edit.saved', { n: post.version_number })
}
