import { Outlet } from '@tanstack/react-router'
import { Logo } from '@/components/logo'
import { t } from '@/lib/i18n'

export function AuthShell() {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[1fr_1.1fr]">
      <main
        id="main"
        className="mx-auto flex w-full max-w-[26rem] flex-col justify-center gap-6 px-4 py-10"
      >
        <Logo className="text-lg" />
        <Outlet />
      </main>
      <aside className="hidden items-center border-s border-line bg-primary-soft p-12 lg:flex">
        <figure className="mx-auto max-w-md">
          <p className="text-sm text-muted">{t('auth.aside.story')}</p>
          <p className="mt-1 text-post">
            {t('auth.aside.before')}{' '}
            <mark className="bg-mark-primary text-fg underline decoration-accent decoration-double underline-offset-4">
              {t('auth.aside.marked')}
            </mark>
          </p>
          <p className="mt-6 text-sm text-muted">{t('auth.aside.post')}</p>
          <p className="text-lg font-semibold">
            <mark className="bg-mark-primary text-fg underline decoration-accent decoration-double underline-offset-4">
              {t('auth.aside.sentence')}
            </mark>
          </p>
          <figcaption className="mt-8 text-muted">{t('auth.aside.caption')}</figcaption>
        </figure>
      </aside>
    </div>
  )
}
