import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RequireScope } from '@/components/gate'
import { LoadMore } from '@/components/load-more'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { KeyRow } from './key-row'
import { NewKeyDialog } from './new-key-dialog'
import { keysQuery, type NewApiKey } from './queries'
import { t } from './sentences'
import { ShownKey } from './shown-key'

export function KeysPage() {
  return (
    <RequireScope scope="api_keys:manage">
      <Keys />
    </RequireScope>
  )
}

function Keys() {
  const { id } = useWorkspace()
  const [revoked, setRevoked] = useState(false)
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<NewApiKey>()
  const keys = useInfiniteQuery(keysQuery(id, revoked))
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-4">
      <PageHeader title={t('keys.title')}>
        <Button look="primary" onClick={() => setMaking(true)}>
          {t('keys.new')}
        </Button>
      </PageHeader>
      <p className="max-w-prose text-muted">{t('keys.hint')}</p>
      {made && <ShownKey made={made} onStored={() => setMade(undefined)} />}
      <Check
        label={t('keys.revoked.show')}
        checked={revoked}
        onChange={(event) => setRevoked(event.target.checked)}
      />
      <QueryState query={keys} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <EmptyState title={t('keys.none')} />
          ) : (
            <>
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onRotated={setMade} />
                ))}
              </ul>
              <LoadMore query={keys} />
            </>
          )
        }}
      </QueryState>
      {making && (
        <NewKeyDialog
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false)
            setMade(key)
          }}
        />
      )}
    </div>
  )
}
