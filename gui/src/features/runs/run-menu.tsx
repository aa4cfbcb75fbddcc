import { useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import type { Run } from '@/api/types'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { useWorkspace } from '@/lib/workspace'
import { t } from './sentences'

type Props = { run: Run; onForce?: () => void }

/** What is done with a run less often than steering it. */
export function RunMenu({ run, onForce }: Props) {
  const navigate = useNavigate()
  const { slug } = useWorkspace()
  const params = { slug }
  const mayRun = usePermission('workflow:execute')
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" size="icon" aria-label={t('run.more')}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem
        onSelect={() =>
          void navigate({
            to: '/w/$slug/runs/compare',
            params,
            search: { a: String(run.number) },
          })
        }
      >
        {t('run.compare')}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          void navigate({ to: '/w/$slug/runs', params, search: { story_key: run.story_key } })
        }
      >
        {t('run.same_story')}
      </MenuItem>
      {mayRun && run.started_at !== undefined && (
        <MenuItem
          onSelect={() =>
            void navigate({
              to: '/w/$slug/runs/$runRef',
              params: { slug, runRef: String(run.number) },
              search: (old) => ({ ...old, fork: true }),
            })
          }
        >
          {t('fork.action')}
        </MenuItem>
      )}
      {onForce && <MenuItem onSelect={onForce}>{t('run.force')}</MenuItem>}
    </Menu>
  )
}
