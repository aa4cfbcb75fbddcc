import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { t } from '@/lib/i18n'

type Props = {
  label: string
  title: string
  description: string
  pending: boolean
  className?: string
  onConfirm: () => void
}

/** A button for what cannot be taken back: says first what will happen. */
export function ConfirmButton({ label, title, description, pending, className, onConfirm }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button look="quiet" className={className} pending={pending} onClick={() => setAsked(true)}>
        {label}
      </Button>
      <Dialog open={asked} onOpenChange={setAsked} title={title} description={description}>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsked(false)}>{t('action.cancel')}</Button>
          <Button
            look="danger"
            onClick={() => {
              setAsked(false)
              onConfirm()
            }}
          >
            {label}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
