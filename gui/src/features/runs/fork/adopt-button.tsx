import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { Run } from '@/api/types'
import { usePermission } from '@/components/gate'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { runKey } from '../queries'
import { adoptText } from './fork-queries'
import { t } from './sentences'

type Props = { run: Run; runRef: string }

/** Whether the text of a run is finished and belongs to no post yet. */
export const canAdopt = (run: Run) =>
  run.status === 'complete' && run.final_output_id !== undefined && run.post_id === undefined

/** Makes the finished text of a fork a version of its source's post, or a post where the source has none. */
export function AdoptButton({ run, runRef }: Props) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const mayWrite = usePermission('content:write')
  const adopt = useMutation({
    mutationFn: () => adoptText(id, run.id),
    onSuccess: async () => {
      toast.success(t('fork.adopted'))
      void client.invalidateQueries({ queryKey: [id, 'posts'] })
      await client.invalidateQueries({ queryKey: runKey(id, runRef), exact: true })
    },
  })
  if (!mayWrite || !canAdopt(run)) return null
  const hasPost = run.fork_of?.about_post_id !== undefined
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-muted">{t(hasPost ? 'fork.adopt.hint' : 'fork.adopt_new.hint')}</p>
      <Button look="primary" pending={adopt.isPending} onClick={() => adopt.mutate()}>
        {t(hasPost ? 'fork.adopt' : 'fork.adopt_new')}
      </Button>
      {adopt.error && <FormProblem message={adopt.error.message} />}
    </div>
  )
}
