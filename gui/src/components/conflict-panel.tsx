import { Button } from '@/components/ui/button'
import { DiffView } from '@/components/diff-view'
import { FormProblem } from '@/components/form-problem'
import { t } from '@/lib/i18n'

type Props = {
  message: string
  theirs: string
  mine: string
  onTheirs: () => void
  onMine: () => void
}

/** Somebody else saved meanwhile: both texts, and a choice that loses nothing unseen. */
export function ConflictPanel({ message, theirs, mine, onTheirs, onMine }: Props) {
  return (
    <div className="grid gap-3">
      <FormProblem message={message}>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" onClick={onTheirs}>
            {t('conflict.theirs')}
          </Button>
          <Button size="sm" onClick={onMine}>
            {t('conflict.mine')}
          </Button>
        </div>
      </FormProblem>
      <p className="text-sm text-muted">{t('conflict.hint')}</p>
      <div
        className="max-h-80 overflow-auto"
        role="region"
        aria-label={t('diff.title')}
        tabIndex={0}
      >
        <DiffView before={theirs} after={mine} />
      </div>
    </div>
  )
}
