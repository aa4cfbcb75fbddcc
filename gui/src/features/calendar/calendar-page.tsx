import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { announce } from '@/lib/announce'
import { currentLocale } from '@/lib/i18n'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import { AutoplanDialog } from './autoplan-dialog'
import { addDays, addMonths, today, wallClock, weeksOf } from './month'
import { MonthGrid } from './month-grid'
import { calendarQuery, schedulePost, type PlannedPost } from './queries'
import { ScheduleDialog } from './schedule-dialog'
import { t } from './sentences'
import { Unscheduled } from './unscheduled'

export function CalendarPage() {
  return (
    <RequireScope scope="content:read">
      <Calendar />
    </RequireScope>
  )
}

function Calendar() {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const search = useSearch({ from: '/signed-in/w/$slug/calendar' })
  const navigate = useNavigate({ from: '/w/$slug/calendar' })
  const month = search.month ?? today().slice(0, 7)
  const weeks = weeksOf(month)
  const from = weeks[0]?.[0] ?? `${month}-01`
  const calendar = useQuery(calendarQuery(id, from, addDays(from, weeks.length * 7 - 1)))
  const [planning, setPlanning] = useState(false)
  const [chosen, setChosen] = useState<PlannedPost>()
  const go = (to: string) => void navigate({ search: { month: to }, replace: true })
  useShortcuts({
    '[': () => go(addMonths(month, -1)),
    ']': () => go(addMonths(month, 1)),
  })
  const move = useMutation({
    mutationFn: ({ post, day }: { post: PlannedPost; day: string }) => {
      const zone = post.scheduled_tz ?? calendar.data?.time_zone ?? 'UTC'
      const { time } = wallClock(post.scheduled_at ?? '', zone)
      return schedulePost(id, post.id, { scheduled_at: `${day}T${time}`, tz: zone })
    },
    onSuccess: async (saved, { day }) => {
      announce(t('calendar.moved', { ref: saved.ref ?? '', day }))
      await client.invalidateQueries({ queryKey: [id, 'calendar'] })
    },
    onError: (error) => toast.error(error.message),
  })
  const name = new Intl.DateTimeFormat(currentLocale(), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
  return (
    <>
      <PageHeader title={t('calendar.title')}>
        <Gate scope="content:write">
          <Button onClick={() => setPlanning(true)}>{t('calendar.autoplan.open')}</Button>
        </Gate>
        <Button asChild>
          <Link to="/w/$slug/calendar/times" params={{ slug }}>
            {t('calendar.times.title')}
          </Link>
        </Button>
        <Button asChild>
          <Link to="/w/$slug/calendar/recurring" params={{ slug }}>
            {t('calendar.recurring.title')}
          </Link>
        </Button>
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Button
          size="icon"
          look="quiet"
          aria-label={t('calendar.previous')}
          onClick={() => go(addMonths(month, -1))}
        >
          <ChevronLeft aria-hidden className="rtl:rotate-180" />
        </Button>
        <h2 aria-live="polite" className="min-w-40 text-lg font-semibold">
          {name}
        </h2>
        <Button
          size="icon"
          look="quiet"
          aria-label={t('calendar.next')}
          onClick={() => go(addMonths(month, 1))}
        >
          <ChevronRight aria-hidden className="rtl:rotate-180" />
        </Button>
        <Button onClick={() => go(today().slice(0, 7))}>{t('calendar.today')}</Button>
        {calendar.data && <p className="text-sm text-muted">{calendar.data.time_zone}</p>}
      </div>
      <div className="grid gap-6 xl:grid-cols-[1fr_18rem]">
        <QueryState query={calendar} lines={12}>
          {(view) => (
            <div className="grid content-start gap-3">
              <MonthGrid
                view={view}
                month={month}
                onMove={(post, day) => move.mutate({ post, day })}
                onChoose={setChosen}
              />
              {view.truncated && <p className="text-sm text-muted">{t('calendar.truncated')}</p>}
            </div>
          )}
        </QueryState>
        <Unscheduled onChoose={setChosen} />
      </div>
      {planning && (
        <AutoplanDialog
          zone={calendar.data?.time_zone ?? 'UTC'}
          onClose={() => setPlanning(false)}
        />
      )}
      {chosen && (
        <ScheduleDialog
          key={chosen.id}
          post={chosen}
          zone={calendar.data?.time_zone ?? 'UTC'}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}
