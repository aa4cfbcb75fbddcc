import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HunksView } from '@/components/hunks-view'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { configDiffQuery, configVersionsQuery } from './queries'
import { t } from './sentences'

type Props = { slug: string; current: number; onRestore?: (version: number) => void; busy: boolean }

/** The versions of a configuration, what each changed, and the way back. */
export function ConfigHistory({ slug, current, onRestore, busy }: Props) {
  const { id } = useWorkspace()
  const versions = useInfiniteQuery(configVersionsQuery(id, slug))
  const [shown, setShown] = useState<{ from: number; to: number }>()
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
              .map((version) => (
                <li key={version.version} className="flex flex-wrap items-center gap-2 p-3">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2 font-medium">
                      {t('history.version', { n: version.version })}
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
                    <Button
                      size="sm"
                      onClick={() => setShown({ from: version.version, to: current })}
                    >
                      {t('history.compare')}
                      <span className="sr-only">
                        {t('history.version', { n: version.version })}
                      </span>
                    </Button>
                  )}
                  {onRestore && version.version !== current && (
                    <Button size="sm" pending={busy} onClick={() => onRestore(version.version)}>
                      {t('history.restore')}
                      <span className="sr-only">
                        {t('history.version', { n: version.version })}
                      </span>
                    </Button>
                  )}
                </li>
              ))}
          </ul>
        )}
      </QueryState>
      {versions.hasNextPage && (
        <Button pending={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          {t('action.load_more')}
        </Button>
      )}
      {shown && <Comparison slug={slug} {...shown} />}
    </section>
  )
}

function Comparison({ slug, from, to }: { slug: string; from: number; to: number }) {
  const { id } = useWorkspace()
  const diff = useQuery(configDiffQuery(id, slug, from, to))
  return (
    <QueryState query={diff}>
      {(found) => (
        <div className="grid min-w-0 gap-3">
          <h3 className="font-semibold">{t('history.from_to', { from, to })}</h3>
          {found.summary.length > 0 && (
            <ul className="grid gap-1 text-sm">
              {found.summary.map((change) => (
                <li key={change.path} className="break-words">
                  <Badge>{t(`workflow.kind.${change.kind}`)}</Badge>{' '}
                  <code className="font-mono">{change.path}</code>{' '}
                  {t('workflow.change', {
                    before: change.before ?? t('workflow.nothing'),
                    after: change.after ?? t('workflow.nothing'),
                  })}
                </li>
              ))}
            </ul>
          )}
          {found.price.some((price) => price.before !== price.after) && (
            <p className="text-sm">
              {found.price
                .map((price) =>
                  t('workflow.price_change', {
                    tier: price.tier,
                    before: price.before,
                    after: price.after,
                  }),
                )
                .join(' · ')}
            </p>
          )}
          <HunksView hunks={found.lines} mono />
        </div>
      )}
    </QueryState>
  )
}
