import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import type { Membership } from '@/api/types'
import { unreadQuery } from './queries'
import { t } from './sentences'

const most = 99

/** The way to the notices, with how many wait. */
export default function NoticeBell({
  current,
  className,
  labelClass,
}: {
  current: Membership
  className: string
  labelClass: string
}) {
  const { data: count = 0 } = useQuery(unreadQuery(current.workspace_id))
  return (
    <Link
      to="/w/$slug/notifications"
      params={{ slug: current.slug }}
      className={`relative ${className}`}
    >
      <Bell aria-hidden />
      <span className={labelClass}>{t('notices.title')}</span>
      {count > 0 && (
        <span className="ms-auto min-w-5 rounded-full bg-primary px-1.5 text-center text-xs text-on-primary tabular-nums max-lg:absolute max-lg:end-0 max-lg:top-0">
          {count > most ? `${most}+` : count}
          <span className="sr-only"> {t('notices.unread')}</span>
        </span>
      )}
    </Link>
  )
}
