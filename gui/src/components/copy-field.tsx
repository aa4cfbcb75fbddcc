import { Copy } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { copyText } from '@/lib/clipboard'
import { t } from '@/lib/i18n'

type Props = { label: string; value: string }

/** Something that is shown once, to be handed on or kept. */
export function CopyField({ label, value }: Props) {
  const copy = () =>
    copyText(value).then(
      () => toast.success(t('action.copied')),
      (error: Error) => toast.error(error.message),
    )
  return (
    <div
      role="status"
      className="flex min-w-0 flex-wrap items-end gap-2 rounded-card bg-mark-info p-3"
    >
      <Field label={label} className="min-w-0 flex-1 basis-48 wrap-anywhere">
        {(wired) => <Input {...wired} readOnly value={value} onFocus={(e) => e.target.select()} />}
      </Field>
      <Button onClick={() => void copy()}>
        <Copy aria-hidden /> {t('action.copy')}
      </Button>
    </div>
  )
}
