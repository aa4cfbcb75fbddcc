import { Link, Outlet } from '@tanstack/react-router'
import { t } from './sentences'

const link =
  'rounded-control px-3 py-1.5 hover:bg-mark-neutral/60 aria-[current=page]:bg-mark-primary aria-[current=page]:font-medium pointer-coarse:py-2.5'

/** The operator's screens, one beside the other. */
export function AdminLayout() {
  return (
    <>
      <nav
        aria-label={t('admin.navigation')}
        className="mb-4 flex flex-wrap gap-1 border-b border-line pb-2"
      >
        <Link to="/admin/overview" className={link}>
          {t('admin.overview')}
        </Link>
        <Link to="/admin/users" className={link}>
          {t('admin.users')}
        </Link>
        <Link to="/admin/accounts" className={link}>
          {t('admin.accounts')}
        </Link>
        <Link to="/admin/mails" className={link}>
          {t('admin.mails')}
        </Link>
        <Link to="/admin/operations" className={link}>
          {t('admin.operations')}
        </Link>
      </nav>
      <Outlet />
    </>
  )
}
