import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HunksView } from '@/components/hunks-view'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { personaDiffQuery, personaVersionsQuery } from './queries'
import { t } from './sentences'

type Props = {
  slug: string
  current: number
  busy: boolean
  onRestore?: (version: number) => void
}

export function PersonaHistory({ slug, current, busy, onRestore }: Props) {
  const { id } = useWorkspace()
  const versions = useInfiniteQuery(personaVersionsQuery(id, slug))
  const [shown, setShown] = useState<number>()
  return (
    <section aria-labelledby="history" className="grid min-w-0 gap-3">
      <h2 id="history" className="text-lg font-semibold">
        {t('history.title')}
      </h2>
      <QueryState query={{ ...versions, data: versions.data?.pages }}>
        {(pages) => (
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {pages
              .flatMap((page) => page.items)
              .map((version) => {
                const name = t('history.version', { n: version.version })
                return (
                  <li key={version.version} className="flex flex-wrap items-center gap-2 p-3">
                    <div className="min-w-0 flex-1">
                      <p className="flex flex-wrap items-center gap-2 font-medium">
                        {name}
                        {version.version === current && (
                          <Badge tone="primary">{t('history.current')}</Badge>
                        )}
                        {version.restored_from !== undefined && (
                          <Badge>{t('history.restored', { n: version.restored_from })}</Badge>
                        )}
                      </p>
                      <p className="text-sm break-words text-muted">
                        {formatMoment(version.created_at)}
                        {version.note && ` · ${version.note}`}
                      </p>
                    </div>
                    {version.version !== current && (
                      <Button size="sm" onClick={() => setShown(version.version)}>
                        {t('history.compare')}
                        <span className="sr-only">{name}</span>
                      </Button>
                    )}
                    {onRestore && version.version !== current && (
                      <Button size="sm" pending={busy} onClick={() => onRestore(version.version)}>
                        {t('history.restore')}
                        <span className="sr-only">{name}</span>
                      </Button>
                    )}
                  </li>
                )
              })}
          </ul>
        )}
      </QueryState>
      {versions.hasNextPage && (
        <Button pending={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          {t('action.load_more')}
        </Button>
      )}
      {shown !== undefined && <PersonaComparison slug={slug} from={shown} to={current} />}
    </section>
  )
}

type ComparisonProps = { slug: string; from: number; to: number; source?: string }

export function PersonaComparison({ slug, ...query }: ComparisonProps) {
  const { id } = useWorkspace()
  const diff = useQuery(personaDiffQuery(id, slug, query))
  return (
    <QueryState query={diff}>
      {(found) => (
        <div className="grid min-w-0 gap-2">
          <h3 className="font-semibold">
            {t('history.from_to', { from: found.from, to: found.to })}
          </h3>
          <HunksView hunks={found.hunks} />
        </div>
      )}
    </QueryState>
  )
}
