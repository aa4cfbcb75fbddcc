import type { Post } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { t } from './sentences'

type Props = {
  card: Post
  onMove: (start: boolean) => void
  onClose: () => void
}

/** A card with a story goes to drafting: by hand, or with a run that writes it. */
export function RunDialog({ card, onMove, onClose }: Props) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('board.run.title')}
      description={t('board.run.detail', { topic: card.topic ?? card.ref })}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button onClick={() => onMove(false)}>{t('board.run.only_move')}</Button>
        <Button look="primary" onClick={() => onMove(true)}>
          {t('board.run.start')}
        </Button>
      </div>
    </Dialog>
  )
}
