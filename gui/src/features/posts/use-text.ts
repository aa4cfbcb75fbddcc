import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Post } from '@/api/types'
import { postQuery, saveText } from './queries'
import { keepDraft, readDraft } from './text-draft'

const settleMs = 1500

/**
 * The text of a post while somebody writes: kept on the device with every key, saved when typing
 * rests. What somebody else saved meanwhile stops that until the person has chosen.
 */
export function useText(workspaceId: string, ref: string, post: Post) {
  const client = useQueryClient()
  const [kept] = useState(() => readDraft(post.id))
  const [text, setText] = useState(kept?.text ?? post.content ?? '')
  const [base, setBase] = useState(kept?.revision ?? post.revision)
  const [theirs, setTheirs] = useState<Post>()
  const [stored, setStored] = useState(post.content ?? '')
  const saving = useMutation({
    mutationFn: (wish: { text: string; revision: number }) =>
      saveText(workspaceId, post.id, wish.text, wish.revision),
    onSuccess: (answer, wish) => {
      setStored(answer.post.content ?? '')
      setBase(answer.post.revision)
      setTheirs(undefined)
      client.setQueryData(postQuery(workspaceId, ref).queryKey, answer.post)
      void client.invalidateQueries({ queryKey: [workspaceId, 'posts', 'versions', post.id] })
      setText((now) => {
        // Blanks at the ends go on the way; while somebody types on, their text stays.
        if (now === wish.text) keepDraft(post.id, undefined)
        return now
      })
    },
    onError: (error) => {
      if (isProblem(error, 'stale_revision')) setTheirs(error.body.current as Post)
    },
  })
  const { mutate, isPending, error, reset } = saving
  const dirty = text.trim() !== stored.trim()
  const save = useCallback(() => {
    if (dirty && !isPending && text.trim() !== '' && !theirs) mutate({ text, revision: base })
  }, [dirty, isPending, text, theirs, mutate, base])

  // Somebody else's text comes in while nothing of one's own is at stake; other changes too.
  if (!dirty && !isPending && post.revision > base) {
    setBase(post.revision)
    setStored(post.content ?? '')
    setText(post.content ?? '')
  }

  useEffect(() => {
    if (!dirty || error || theirs) return
    const timer = setTimeout(save, settleMs)
    return () => clearTimeout(timer)
  }, [dirty, error, theirs, save])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [save])

  return {
    text,
    dirty,
    saving: isPending,
    error: theirs ? null : error,
    theirs,
    save,
    change: (next: string) => {
      setText(next)
      keepDraft(post.id, { text: next, revision: base })
      if (error && !theirs) reset()
    },
    takeTheirs: () => {
      if (!theirs) return
      setStored(theirs.content ?? '')
      setText(theirs.content ?? '')
      setBase(theirs.revision)
      setTheirs(undefined)
      keepDraft(post.id, undefined)
      reset()
      void client.invalidateQueries({ queryKey: postQuery(workspaceId, ref).queryKey })
    },
    keepMine: () => {
      if (theirs) mutate({ text, revision: theirs.revision })
    },
  }
}
