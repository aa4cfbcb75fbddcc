import { useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { useWorkspace } from '@/lib/workspace'
import { DeleteGoal } from './delete-goal'
import { changeGoal, copyGoal, makeDefault, type Goal } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

/** What can be done with a whole strategy. Nothing for those who only read it. */
export function GoalMenu({ goal }: { goal: Goal }) {
  const { slug } = useWorkspace()
  const navigate = useNavigate()
  const mayWrite = usePermission('strategy:write')
  const mayDelete = usePermission('strategy:write', 'content:delete')
  const [deleting, setDeleting] = useState(false)
  const makeCurrent = useStrategyChange(async (id) => {
    await makeDefault(id, goal.id)
    toast.success(t('strategy.made_current', { name: goal.name }))
  })
  const copy = useStrategyChange(async (id) => {
    const made = await copyGoal(id, goal.id)
    toast.success(t('strategy.copied', { name: made.name }))
    await navigate({ to: '/w/$slug/strategy/$goalId', params: { slug, goalId: made.id } })
  })
  const rest = useStrategyChange((id) =>
    changeGoal(id, goal, { status: goal.status === 'paused' ? 'active' : 'paused' }),
  )
  if (!mayWrite) return null
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button look="quiet" size="icon" aria-label={t('strategy.more', { name: goal.name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {!goal.is_default && (
          <MenuItem onSelect={() => makeCurrent.mutate()}>{t('strategy.make_current')}</MenuItem>
        )}
        <MenuItem onSelect={() => copy.mutate()}>{t('strategy.copy')}</MenuItem>
        <MenuItem onSelect={() => rest.mutate()}>
          {t(goal.status === 'paused' ? 'strategy.resume' : 'strategy.pause')}
        </MenuItem>
        {mayDelete && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => setDeleting(true)}>{t('strategy.delete')}</MenuItem>
          </>
        )}
      </Menu>
      {deleting && <DeleteGoal goal={goal} onClose={() => setDeleting(false)} />}
    </>
  )
}
