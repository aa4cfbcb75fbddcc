import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmButton } from '@/components/confirm-button'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { feedsQuery, makeFeed, revokeFeed } from './queries'
import { t } from './sentences'

/** Addresses under which the reader's other calendar shows this one. */
export function Feeds() {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const feeds = useQuery(feedsQuery(id))
  const [scope, setScope] = useState<'all' | 'mine'>('all')
  const changed = () => client.invalidateQueries({ queryKey: [id, 'calendar', 'feeds'] })
  const make = useMutation({ mutationFn: () => makeFeed(id, scope), onSuccess: changed })
  const revoke = useMutation({
    mutationFn: (feed: string) => revokeFeed(id, feed),
    onSuccess: changed,
  })
  return (
    <section aria-labelledby="feeds" className="grid gap-3">
      <h2 id="feeds" className="text-lg font-semibold">
        {t('calendar.feeds.title')}
      </h2>
      <p className="text-muted">{t('calendar.feeds.about')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={t('calendar.feeds.scope')}
          options={[
            { value: 'all', label: t('calendar.feeds.all') },
            { value: 'mine', label: t('calendar.feeds.mine') },
          ]}
          value={scope}
          onChange={setScope}
        />
        <Button look="primary" pending={make.isPending} onClick={() => make.mutate()}>
          {t('calendar.feeds.make')}
        </Button>
      </div>
      {make.error && <FormProblem message={make.error.message} />}
      {make.data && (
        <Field label={t('calendar.feeds.address')} hint={t('calendar.feeds.once')}>
          {(wired) => (
            <Input
              {...wired}
              readOnly
              value={make.data.url}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
      )}
      <QueryState query={feeds} lines={2}>
        {(known) => (
          <ul className="grid gap-2">
            {known.map((feed) => (
              <li key={feed.id} className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  {feed.scope === 'mine' ? t('calendar.feeds.mine') : t('calendar.feeds.all')},{' '}
                  {formatMoment(feed.created_at)}
                </span>
                <ConfirmButton
                  label={t('calendar.feeds.revoke')}
                  title={t('calendar.feeds.revoke')}
                  description={t('calendar.feeds.revoke.about')}
                  pending={revoke.isPending}
                  onConfirm={() => revoke.mutate(feed.id)}
                />
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  )
}
