import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { TemplateList } from '@/components/mail-words/template-list'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { formatAgo } from '@/lib/format'
import { mailsQuery, mailStates, retryMail, type AdminMail, type MailState } from './queries'
import { t } from './sentences'
import { adminActions, adminTemplatesQuery } from './template-queries'

export function MailsPage() {
  return (
    <>
      <PageHeader title={t('admin.mails')} />
      <div className="grid gap-8">
        <MailLog />
        <MailTexts />
      </div>
    </>
  )
}

function MailLog() {
  const [status, setStatus] = useState<MailState>()
  const mails = useInfiniteQuery(mailsQuery(status))
  const items = mails.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-labelledby="mail-log" className="grid gap-3">
      <h2 id="mail-log" className="text-lg font-semibold">
        {t('admin.mails.log')}
      </h2>
      <Select
        aria-label={t('admin.mails.status')}
        className="w-auto min-w-36 justify-self-start"
        value={status ?? ''}
        onChange={(event) => setStatus(mailStates.find((each) => each === event.target.value))}
      >
        <option value="">{t('admin.mails.any')}</option>
        {mailStates.map((each) => (
          <option key={each} value={each}>
            {t(`admin.mails.${each}`)}
          </option>
        ))}
      </Select>
      <QueryState query={{ ...mails, data: items }} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('admin.mails.empty')} />
          ) : (
            <ul
              aria-label={t('admin.mails.log')}
              className="divide-y divide-line rounded-card border border-line bg-surface"
            >
              {list.map((mail) => (
                <MailRow key={mail.id} mail={mail} />
              ))}
            </ul>
          )
        }
      </QueryState>
      {mails.hasNextPage && (
        <Button
          className="justify-self-start"
          pending={mails.isFetchingNextPage}
          onClick={() => void mails.fetchNextPage()}
        >
          {t('action.load_more')}
        </Button>
      )}
    </section>
  )
}

function MailRow({ mail }: { mail: AdminMail }) {
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: () => retryMail(mail.id),
    onSuccess: () => {
      toast.success(t('admin.mails.retried'))
      return client.invalidateQueries({ queryKey: ['admin', 'mails'] })
    },
    onError: (error) => toast.error(error.message),
  })
  const state = mailStates.find((each) => each === mail.status)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-row">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium break-all">{mail.to_email ?? t('admin.mails.nobody')}</p>
        <p className="text-sm break-words text-muted">
          {[mail.template, formatAgo(mail.created_at), mail.error_message]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Badge
        tone={mail.status === 'sent' ? 'success' : mail.status === 'failed' ? 'danger' : 'neutral'}
      >
        {state ? t(`admin.mails.${state}`) : mail.status}
      </Badge>
      {mail.status === 'failed' && (
        <Button size="sm" pending={retry.isPending} onClick={() => retry.mutate()}>
          {t('admin.mails.retry')}
          <span className="sr-only">{mail.to_email}</span>
        </Button>
      )}
    </li>
  )
}

function MailTexts() {
  const client = useQueryClient()
  const templates = useQuery(adminTemplatesQuery)
  return (
    <section aria-labelledby="mail-texts" className="grid gap-3">
      <h2 id="mail-texts" className="text-lg font-semibold">
        {t('admin.mails.texts')}
      </h2>
      <QueryState query={templates} lines={6}>
        {(list) => (
          <TemplateList
            templates={list}
            actions={adminActions}
            onChanged={() => client.invalidateQueries(adminTemplatesQuery)}
          />
        )}
      </QueryState>
    </section>
  )
}
