import { t } from '@/lib/i18n'
import { PageHeader } from '@/components/page'

export function NoWorkspace() {
  return (
    <>
      <PageHeader title={t('workspace.none.title')} />
      <p className="max-w-prose">{t('workspace.none.detail')}</p>
    </>
  )
}
