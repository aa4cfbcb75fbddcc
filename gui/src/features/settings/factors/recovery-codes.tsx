import { Copy, Download } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { copyText } from '@/lib/clipboard'
import { download } from '@/lib/download'
import { t } from '@/lib/factor-sentences'

/** Ten codes that nobody can show again. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = codes.join('\n')
  return (
    <div className="grid gap-4">
      <p>{t('recovery.detail')}</p>
      <ul className="grid grid-cols-1 gap-1 rounded-control bg-sunken p-3 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => void copyText(text).then(() => toast.success(t('recovery.copied')))}>
          <Copy aria-hidden />
          {t('recovery.copy')}
        </Button>
        <Button onClick={() => download('postmagiq-recovery-codes.txt', text, 'text/plain')}>
          <Download aria-hidden />
          {t('recovery.save')}
        </Button>
        <Button look="primary" onClick={onDone}>
          {t('recovery.kept')}
        </Button>
      </div>
    </div>
  )
}
