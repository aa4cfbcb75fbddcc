import { humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { Badge, type Tone } from './ui/badge'

const tones: Record<string, Tone> = {
  not_started: 'neutral',
  needs_story: 'warning',
  drafting: 'primary',
  changes_requested: 'warning',
  review: 'info',
  polishing: 'primary',
  ready: 'accent',
  published: 'success',
  archived: 'outline',
}

export function PostStatusBadge({ status }: { status: string }) {
  return (
    <Badge tone={tones[status] ?? 'neutral'}>
      {maybe(`post.status.${status}`) ?? humanise(status)}
    </Badge>
  )
}
