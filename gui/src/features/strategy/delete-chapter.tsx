import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Select } from '@/components/ui/field'
import { deleteChapter, type Chapter } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

type Props = { chapter: Chapter; others: Chapter[]; onClose: () => void }
type Then = 'loose' | 'move' | 'delete'

/** Asks what becomes of the posts of a chapter that goes. */
export function DeleteChapter({ chapter, others, onClose }: Props) {
  const [then, setThen] = useState<Then>('loose')
  const [to, setTo] = useState(others[0]?.id ?? '')
  const full = chapter.post_count > 0
  const remove = useStrategyChange(async (id) => {
    await deleteChapter(
      id,
      chapter.id,
      full ? { posts: then, to: then === 'move' ? to : undefined } : {},
    )
    onClose()
  })
  const choices: [Then, string][] = [
    ['loose', t('chapter.delete.loose')],
    ...(others.length > 0 ? [['move', t('chapter.delete.move')] as [Then, string]] : []),
    ['delete', t('chapter.delete.all')],
  ]
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('chapter.delete.title', { title: chapter.title })}
      description={
        full ? t('chapter.delete.posts', { n: chapter.post_count }) : t('chapter.delete.empty')
      }
    >
      {full && (
        <fieldset className="grid gap-2">
          <legend className="sr-only">
            {t('chapter.delete.posts', { n: chapter.post_count })}
          </legend>
          {choices.map(([value, label]) => (
            <label key={value} className="flex items-center gap-2">
              <input
                type="radio"
                name="then"
                className="accent-primary"
                checked={then === value}
                onChange={() => setThen(value)}
              />
              {label}
            </label>
          ))}
          {then === 'move' && (
            <Field label={t('chapter.delete.to')}>
              {(wired) => (
                <Select {...wired} value={to} onChange={(event) => setTo(event.target.value)}>
                  {others.map((other) => (
                    <option key={other.id} value={other.id}>
                      {other.title}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </fieldset>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
          {t('action.delete')}
        </Button>
      </div>
    </Dialog>
  )
}
