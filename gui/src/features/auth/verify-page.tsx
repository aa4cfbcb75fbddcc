import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { api, publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { useSession } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { t } from './link-sentences'

/**
 * Confirms an address by the link of a mail. The link is used up by a click here, not by opening the page: programs
 * that look through mail open every link.
 */
export function VerifyPage() {
  const { token, purpose } = useSearch({ from: '/links/auth/verify' })
  const change = purpose === 'address'
  const title = t(change ? 'auth.verify.title.change' : 'auth.verify.title')
  useDocumentTitle(title)
  const client = useQueryClient()
  const signedIn = useSession((session) => session.status === 'signed-in')
  const confirm = useMutation({
    mutationFn: async () => {
      // Signed in, the own session stays while others end.
      const caller = signedIn ? api : publicApi
      return unwrap(
        change
          ? await caller.POST('/api/v1/auth/confirm-email-change', { body: { token } })
          : await caller.POST('/api/v1/auth/verify-email', { body: { token } }),
      )
    },
    onSuccess: () => client.invalidateQueries(meQuery),
  })
  const useless = !token || isProblem(confirm.error, 'auth.link_invalid')
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {title}
      </h1>
      {useless ? (
        <FormProblem message={t('auth.verify.link_invalid')} />
      ) : confirm.isSuccess ? (
        <p role="status">{t(change ? 'auth.verify.done.change' : 'auth.verify.done')}</p>
      ) : (
        <>
          {confirm.error && <FormProblem message={confirm.error.message} />}
          <p className="text-muted">{t('auth.verify.hint')}</p>
          <Button
            look="primary"
            size="lg"
            pending={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {t('auth.verify.submit')}
          </Button>
        </>
      )}
      <p>
        <Link to="/" className="text-primary-text underline underline-offset-4">
          {t(signedIn ? 'auth.verify.go_on' : 'auth.back_to_sign_in')}
        </Link>
      </p>
    </>
  )
}
