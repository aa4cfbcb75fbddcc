import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { changePosts, undoChange, type BulkResults, type BulkWish } from './bulk'
import { t } from './sentences'

const undoShownMs = 20_000

/** Changes the chosen posts, tells what came of it, and offers the way back. */
export function useBulk(chosen: string[], onDone: (left: string[]) => void) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [refused, setRefused] = useState<BulkResults['results']>([])
  const changed = async (done: BulkResults, sentence: string) => {
    const failed = done.results.filter((result) => !result.ok)
    setRefused(failed)
    announce(sentence)
    await client.invalidateQueries({ queryKey: [workspace.id, 'posts'] })
    await client.invalidateQueries({ queryKey: [workspace.id, 'board'] })
    return failed
  }
  const undoing = useMutation({
    mutationFn: (token: string) => undoChange(workspace.id, token),
    onSuccess: async (done) => {
      const sentence = t('post.bulk.undone', { n: done.succeeded })
      toast(sentence)
      await changed(done, sentence)
    },
    onError: (error) => toast.error(error.message),
  })
  const changing = useMutation({
    mutationFn: (wish: BulkWish) => changePosts(workspace.id, chosen, wish),
    onSuccess: async (done) => {
      const sentence = t('post.bulk.done', { n: done.succeeded })
      const token = done.undo_token
      toast(sentence, {
        duration: undoShownMs,
        action: token && {
          label: t('post.bulk.undo'),
          onClick: () => undoing.mutate(token),
        },
      })
      const failed = await changed(done, sentence)
      onDone(failed.map((result) => result.id))
    },
    onError: (error) => toast.error(error.message),
  })
  return {
    change: (wish: BulkWish) => changing.mutate(wish),
    pending: changing.isPending || undoing.isPending,
    refused,
    forget: () => setRefused([]),
  }
}
