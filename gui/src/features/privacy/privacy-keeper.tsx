import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { toast } from 'sonner'
import { useSession } from '@/api/session'
import { Button } from '@/components/ui/button'
import { changePrivacy, privacyQuery } from './queries'
import { allowReports, report } from './reports'
import { t } from './sentences'

/** Asks once what may be counted, and counts nothing before there is an answer. */
export function PrivacyKeeper() {
  const acting = useSession((session) => session.support !== undefined)
  const privacy = useQuery({ ...privacyQuery, enabled: !acting })
  const client = useQueryClient()
  const answer = useMutation({
    mutationFn: (analytics: boolean) => changePrivacy({ consents: { analytics } }),
    onSuccess: (saved) => client.setQueryData(privacyQuery.queryKey, saved),
    onError: (error) => toast.error(error.message),
  })
  const choices = privacy.data
  const counted = !acting && choices?.answered === true && choices.consents.analytics === true
  usePages(counted)
  if (acting || !choices || choices.answered) return null
  return (
    <section
      aria-label={t('privacy.title')}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2 sm:px-6"
    >
      <p className="min-w-0 flex-1 basis-60">{t('privacy.ask')}</p>
      <Button pending={answer.isPending} onClick={() => answer.mutate(true)}>
        {t('privacy.ask.yes')}
      </Button>
      <Button pending={answer.isPending} onClick={() => answer.mutate(false)}>
        {t('privacy.ask.no')}
      </Button>
    </section>
  )
}

/** Tells which kind of page is open, as its route is written: no ids, no searches. */
function usePages(counted: boolean) {
  const page = useRouterState({ select: (state) => state.matches.at(-1)?.fullPath ?? '/' })
  const workspace = useRouterState({
    select: (state) =>
      state.matches
        .map((match) => (match.context as { workspace?: { id: string } }).workspace?.id)
        .findLast((id) => id !== undefined),
  })
  useEffect(() => {
    allowReports(counted ? workspace : undefined)
  }, [counted, workspace])
  useEffect(() => {
    if (counted && workspace) report('page_viewed', { page: page.replaceAll('$', ':') })
  }, [counted, workspace, page])
}
