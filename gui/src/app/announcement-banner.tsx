import { queryOptions, useQuery } from '@tanstack/react-query'
import { Megaphone, X } from 'lucide-react'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

const currentQuery = queryOptions({
  queryKey: ['announcements', 'current'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/announcements', { signal })).items,
  refetchInterval: 300_000,
  staleTime: 60_000,
  retry: false,
})

const tones = { info: 'bg-mark-primary', warning: 'bg-mark-warning', danger: 'bg-mark-danger' }

/** What operators tell everybody; put away until the page is loaded anew. */
export function AnnouncementBanner() {
  const current = useQuery(currentQuery)
  const [away, setAway] = useState<string[]>([])
  return current.data
    ?.filter((each) => !away.includes(each.id))
    .map((each) => (
      <div
        key={each.id}
        role="status"
        className={cn(
          'flex items-start gap-2 px-4 py-2 text-fg',
          tones[each.level as keyof typeof tones] ?? tones.info,
        )}
      >
        <Megaphone aria-hidden className="mt-1 size-4 shrink-0" />
        <p className="min-w-0 flex-1 break-words">
          <span className="font-medium">{each.title}</span> {each.body}
        </p>
        <Button
          look="quiet"
          size="icon"
          aria-label={t('action.close')}
          onClick={() => setAway((old) => [...old, each.id])}
        >
          <X aria-hidden />
        </Button>
      </div>
    ))
}
