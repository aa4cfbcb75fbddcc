import { PageHeader } from '@/components/page'
import { t } from '@/lib/i18n'
import { AboutSection } from './profile/about-section'
import { AddressSection } from './profile/address-section'
import { PasswordSection } from './profile/password-section'

export function ProfilePage() {
  return (
    <div className="grid max-w-2xl gap-10">
      <PageHeader title={t('profile.title')} />
      <AboutSection />
      <AddressSection />
      <PasswordSection />
    </div>
  )
}
