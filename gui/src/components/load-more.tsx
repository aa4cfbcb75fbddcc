import { t } from '@/lib/i18n'
import { Button } from './ui/button'

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }

/** Under a list that is read page by page; nothing once all of it is there. */
export function LoadMore({ query }: { query: Pages }) {
  if (!query.hasNextPage) return null
  return (
    <Button
      className="justify-self-start"
      pending={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {t('action.load_more')}
    </Button>
  )
}
