import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { t } from './sentences'

export const modes = ['quick', 'chat', 'deep'] as const
export type Mode = (typeof modes)[number]

/** The three ways to a strategy, with the time each takes. */
export function Begin() {
  const { slug } = useWorkspace()
  return modes.map((mode, place) => (
    <Button key={mode} asChild look={place === 0 ? 'primary' : 'outline'}>
      <Link to="/w/$slug/strategy/new" params={{ slug }} search={{ mode }}>
        {t(`strategy.begin.${mode}`)}
      </Link>
    </Button>
  ))
}
