import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import type { LoggedMail } from '@/api/types'
import { useDocumentTitle } from '@/components/page'
import { EmptyState, NotFound, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatMoment } from '@/lib/format'
import { t } from './sentences'

const mailsQuery = queryOptions({
  queryKey: ['mailbox'],
  queryFn: async ({ signal }) =>
    unwrap(await publicApi.GET('/api/v1/dev/mailbox', { params: { query: {} }, signal })).items,
  refetchInterval: 3000,
  retry: false,
})

const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mailbox', id],
    queryFn: async ({ signal }) =>
      unwrap(
        await publicApi.GET('/api/v1/dev/mailbox/{mail_id}', {
          params: { path: { mail_id: id } },
          signal,
        }),
      ),
  })

/** What a development server has sent, or would have: nobody has to sign in at this very machine. */
export function MailboxPage() {
  useDocumentTitle(t('mailbox.title'))
  const mails = useQuery(mailsQuery)
  const [chosen, setChosen] = useState<string>()
  if (isProblem(mails.error, 'not_found')) return <NotFound />
  return (
    <main id="main" className="mx-auto grid max-w-5xl grid-cols-1 gap-4 p-4 sm:p-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">
        {t('mailbox.title')}
      </h1>
      <p className="text-muted">{t('mailbox.hint')}</p>
      <QueryState query={mails} lines={5}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('mailbox.empty')} />
          ) : (
            <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {items.map((mail) => (
                  <MailRow
                    key={mail.id}
                    mail={mail}
                    open={mail.id === chosen}
                    onOpen={() => setChosen(mail.id)}
                  />
                ))}
              </ul>
              {chosen && <Reading id={chosen} />}
            </div>
          )
        }
      </QueryState>
    </main>
  )
}

function MailRow({ mail, open, onOpen }: { mail: LoggedMail; open: boolean; onOpen: () => void }) {
  return (
    <li className="flex flex-wrap items-center gap-3 p-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{mail.to_email ?? t('mailbox.nobody')}</p>
        <p className="text-sm text-muted">
          {mail.template} · {formatMoment(mail.created_at)}
        </p>
        {mail.error_message && <p className="text-sm break-words">{mail.error_message}</p>}
      </div>
      <Badge tone={mail.status === 'sent' ? 'success' : 'neutral'}>{mail.status}</Badge>
      <Button aria-pressed={open} onClick={onOpen}>
        {t('mailbox.read')}
        <span className="sr-only">
          {mail.template} {mail.to_email}
        </span>
      </Button>
    </li>
  )
}

function Reading({ id }: { id: string }) {
  const mail = useQuery(mailQuery(id))
  return (
    <article
      aria-label={t('mailbox.mail')}
      className="rounded-card border border-line bg-surface p-4"
    >
      <QueryState query={mail} lines={6}>
        {({ subject, from, text, links_removed }) => (
          <>
            <h2 className="text-lg font-semibold break-words">{subject}</h2>
            <p className="text-sm text-muted">{from}</p>
            {links_removed && <p className="mt-2">{t('mailbox.links_removed')}</p>}
            <p className="mt-3 break-words whitespace-pre-wrap">
              {text.split(/(https?:\/\/\S+\w)/).map((part, index) =>
                index % 2 === 1 ? (
                  <a
                    key={index}
                    href={part}
                    className="text-primary-text underline underline-offset-4"
                  >
                    {part}
                  </a>
                ) : (
                  part
                ),
              )}
            </p>
          </>
        )}
      </QueryState>
    </article>
  )
}
