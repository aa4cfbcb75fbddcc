import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { t } from './sentences'

/** Opens an account again by the link of a mail; a click, since programs that look through mail open every link. */
export function CancelErasurePage() {
  const { token } = useSearch({ from: '/links/auth/cancel-erasure' })
  useDocumentTitle(t('erase.cancel.title'))
  const cancel = useMutation({
    mutationFn: async () =>
      unwrap(await publicApi.POST('/api/v1/users/me/cancel-erasure', { body: { token } })),
  })
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('erase.cancel.title')}
      </h1>
      {!token ? (
        <FormProblem message={t('erase.cancel.no_link')} />
      ) : cancel.isSuccess ? (
        <p role="status">{t('erase.cancel.done')}</p>
      ) : (
        <>
          {cancel.error && <FormProblem message={cancel.error.message} />}
          <p className="text-muted">{t('erase.cancel.hint')}</p>
          <Button
            look="primary"
            size="lg"
            pending={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t('erase.cancel.submit')}
          </Button>
        </>
      )}
      <p>
        <Link to="/" className="text-primary-text underline underline-offset-4">
          {t('erase.cancel.sign_in')}
        </Link>
      </p>
    </>
  )
}
