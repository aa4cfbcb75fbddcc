import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { t } from './link-sentences'

/** Stops mails of one kind by the link at their end; opening the page alone changes nothing. */
export function UnsubscribePage() {
  const { token } = useSearch({ from: '/links/auth/unsubscribe' })
  useDocumentTitle(t('auth.unsubscribe.title'))
  const stop = useMutation({
    mutationFn: async () =>
      unwrap(
        await publicApi.POST('/api/v1/email/unsubscribe/{unsubscribe_token}', {
          params: { path: { unsubscribe_token: token || 'none' } },
        }),
      ),
  })
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.unsubscribe.title')}
      </h1>
      {stop.isSuccess ? (
        <p role="status">{t('auth.unsubscribe.done')}</p>
      ) : (
        <>
          {stop.error && <FormProblem message={stop.error.message} />}
          <p className="text-muted">{t('auth.unsubscribe.hint')}</p>
          <Button look="primary" size="lg" pending={stop.isPending} onClick={() => stop.mutate()}>
            {t('auth.unsubscribe.submit')}
          </Button>
        </>
      )}
    </>
  )
}
