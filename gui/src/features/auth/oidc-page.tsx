import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { acceptToken, restoreSession } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { SkeletonLines } from '@/components/ui/skeleton'
import { safeNext } from '@/lib/addresses'
import { t } from '@/lib/factor-sentences'
import { maybe } from '@/lib/i18n'
import { keepChallenge } from './challenge'

/** Where the browser comes back from an issuer: ends the visit with the code behind the #. */
export function OidcPage() {
  useDocumentTitle(t('oidc.title'))
  const [arrived] = useState(() => new URLSearchParams(location.hash.slice(1)))
  const navigate = useNavigate()
  const next = safeNext(arrived.get('next')) ?? '/'
  const login = (arrived.get('intent') ?? 'login') === 'login'
  const finish = useMutation({
    mutationFn: async (code: string) => {
      const body = { code }
      if (login) {
        const token = unwrap(await publicApi.POST('/api/v1/auth/oidc/exchange', { body }))
        acceptToken(token)
      } else {
        await restoreSession()
        unwrap(await api.POST('/api/v1/auth/oidc/exchange', { body }))
      }
    },
    onSuccess: () => void navigate({ href: next, replace: true }),
    onError: (error) => {
      if (!isProblem(error, 'auth.second_factor_required') || !login) return
      keepChallenge(error, next)
      void navigate({ to: '/auth/second-factor', replace: true })
    },
  })
  const { mutate } = finish
  const begun = useRef(false)
  useEffect(() => {
    const code = arrived.get('code')
    // A code works once, and effects of a page under development run twice.
    if (!code || begun.current) return
    begun.current = true
    history.replaceState(history.state, '', location.pathname)
    mutate(code)
  }, [arrived, mutate])
  const told = arrived.get('error')
  const message =
    finish.error?.message ?? (told ? (maybe(`oidc.error.${told}`) ?? t('oidc.failed')) : undefined)
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('oidc.title')}
      </h1>
      {message ? <FormProblem message={message} /> : <SkeletonLines count={2} />}
      {message && (
        <p>
          <Link
            to={login ? '/auth/login' : '/settings/security'}
            className="text-primary-text underline underline-offset-4"
          >
            {login ? t('oidc.back') : t('oidc.back_security')}
          </Link>
        </p>
      )}
    </>
  )
}
