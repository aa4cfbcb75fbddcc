import { useQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { authConfigQuery } from '@/api/queries'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/factor-sentences'

/** Leads to the issuers people may sign in by; the browser leaves the page for them. */
export function IssuerButtons({ next }: { next?: string }) {
  const config = useQuery(authConfigQuery)
  return config.data?.oidc.map((issuer) => (
    <Button key={issuer.id} size="lg" asChild>
      <a href={next ? `${issuer.start_url}?next=${encodeURIComponent(next)}` : issuer.start_url}>
        <LogIn aria-hidden />
        {t('oidc.sign_in', { label: issuer.label })}
      </a>
    </Button>
  ))
}
