import { PageHeader } from '@/components/page'
import { t } from '@/lib/i18n'
import { AuthenticatorSection } from './factors/authenticator-section'
import { IdentitiesSection } from './factors/identities-section'
import { PasskeysSection } from './factors/passkeys-section'
import { SessionsSection } from './security/sessions-section'

export function SecurityPage() {
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('security.title')} />
      <SessionsSection />
      <AuthenticatorSection />
      <PasskeysSection />
      <IdentitiesSection />
    </div>
  )
}
