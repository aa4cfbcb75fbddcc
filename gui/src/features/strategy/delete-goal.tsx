import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { deleteGoal, type Goal } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

/** Says what goes with a strategy, and wants the number of its posts typed. */
export function DeleteGoal({ goal, onClose }: { goal: Goal; onClose: () => void }) {
  const { slug } = useWorkspace()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const remove = useStrategyChange(async (id) => {
    const gone = await deleteGoal(id, goal.id, Number(typed))
    toast.success(t('strategy.deleted', { n: gone.posts_deleted }))
    await navigate({ to: '/w/$slug/strategy', params: { slug } })
    onClose()
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('strategy.delete')}
      description={t('strategy.delete.detail', {
        name: goal.name,
        chapters: goal.chapter_count,
        posts: goal.post_count,
      })}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          remove.mutate()
        }}
      >
        {remove.error && <FormProblem message={remove.error.message} />}
        <Field label={t('strategy.delete.type', { posts: goal.post_count })}>
          {(wired) => (
            <Input
              {...wired}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value.trim())}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="danger"
            pending={remove.isPending}
            disabled={typed !== String(goal.post_count)}
          >
            {t('strategy.delete')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
