import { Dialog } from '@/components/ui/dialog'
import { ShortcutList } from '@/components/shortcut-list'
import { t } from '@/components/shortcut-words'

export default function ShortcutOverlay({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('shortcuts.title')}
      description={t('shortcuts.detail')}
    >
      <ShortcutList />
    </Dialog>
  )
}
