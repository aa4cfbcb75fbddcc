import { CopyField } from '@/components/copy-field'
import { Button } from '@/components/ui/button'
import type { NewApiKey } from './queries'
import { t } from './sentences'

/** A key just made: it is on no other page and in no later answer. */
export function ShownKey({ made, onStored }: { made: NewApiKey; onStored: () => void }) {
  return (
    <section aria-labelledby="new-key" className="grid gap-2">
      <h2 id="new-key" className="text-lg font-semibold">
        {t('keys.made', { name: made.api_key.name })}
      </h2>
      <CopyField label={t('keys.made.key')} value={made.key} />
      <p className="text-sm text-muted">{t('keys.made.once')}</p>
      <Button className="justify-self-start" onClick={onStored}>
        {t('keys.made.stored')}
      </Button>
    </section>
  )
}
