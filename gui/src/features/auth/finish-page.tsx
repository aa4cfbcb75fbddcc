import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { acceptToken } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { t } from './link-sentences'

/** Ends a registration where accounts are hidden: nobody has one before the click here. */
export function FinishPage() {
  const { token } = useSearch({ from: '/links/auth/finish' })
  useDocumentTitle(t('auth.finish.title'))
  const navigate = useNavigate()
  const finish = useMutation({
    mutationFn: async () =>
      unwrap(
        await publicApi.POST('/api/v1/auth/finish-registration', { body: { token: token ?? '' } }),
      ),
    onSuccess: (answer) => {
      acceptToken(answer)
      void navigate({ href: '/', replace: true })
    },
  })
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.finish.title')}
      </h1>
      {finish.error && <FormProblem message={finish.error.message} />}
      {token ? (
        <>
          <p className="text-muted">{t('auth.finish.hint')}</p>
          <Button
            look="primary"
            size="lg"
            pending={finish.isPending}
            onClick={() => finish.mutate()}
          >
            {t('auth.finish.submit')}
          </Button>
        </>
      ) : (
        <FormProblem message={t('auth.link_invalid')} />
      )}
      <p>
        <Link to="/auth/login" className="text-primary-text underline underline-offset-4">
          {t('auth.back_to_sign_in')}
        </Link>
      </p>
    </>
  )
}
