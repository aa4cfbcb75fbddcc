import { PageHeader } from '@/components/page'
import { ShortcutList } from '@/components/shortcut-list'
import { t as shortcutText } from '@/components/shortcut-words'
import { Check } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { useUi } from '@/lib/ui-store'
import { t } from './sentences'

export function AppearancePage() {
  const { theme, density, shortcuts } = useUi()
  return (
    <div className="max-w-2xl">
      <PageHeader title={t('appearance.title')} />
      <div className="grid gap-8">
        <section className="grid justify-items-start gap-2">
          <h2 className="text-lg font-semibold">{t('appearance.theme')}</h2>
          <p className="text-muted">{t('appearance.theme.hint')}</p>
          <Segmented
            label={t('appearance.theme')}
            value={theme}
            onChange={(value) => useUi.setState({ theme: value })}
            options={[
              { value: 'system', label: t('theme.system') },
              { value: 'light', label: t('theme.light') },
              { value: 'dark', label: t('theme.dark') },
            ]}
          />
        </section>
        <section className="grid justify-items-start gap-2">
          <h2 className="text-lg font-semibold">{t('appearance.density')}</h2>
          <p className="text-muted">{t('appearance.density.hint')}</p>
          <Segmented
            label={t('appearance.density')}
            value={density}
            onChange={(value) => useUi.setState({ density: value })}
            options={[
              { value: 'comfortable', label: t('density.comfortable') },
              { value: 'compact', label: t('density.compact') },
            ]}
          />
        </section>
        <section className="grid gap-3">
          <h2 className="text-lg font-semibold">{shortcutText('shortcuts.title')}</h2>
          <Check
            label={t('appearance.shortcuts')}
            checked={shortcuts}
            onChange={(event) => useUi.setState({ shortcuts: event.target.checked })}
          />
          <ShortcutList />
        </section>
      </div>
    </div>
  )
}
