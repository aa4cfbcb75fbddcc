import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderInWorkspace } from '@/test/render'
import { MonthGrid } from './month-grid'
import type { CalendarView, PlannedPost } from './queries'

const post: PlannedPost = {
  id: 'p1',
  ref: 'post_01',
  topic: 'Fire company',
  status: 'ready',
  priority: 'medium',
  scheduled_at: '2026-11-23T08:00:00Z',
  scheduled_tz: 'Europe/Berlin',
  publish_due: true,
  revision: 3,
  updated_at: '2026-11-20T08:00:00Z',
} as PlannedPost

const view: CalendarView = {
  days: [
    {
      date: '2026-11-23',
      items: [{ kind: 'scheduled', post, at: post.scheduled_at }],
      slots: [],
    },
    {
      date: '2026-11-24',
      items: [],
      slots: [{ slot_id: 's1', platform_id: 'f1', at: '2026-11-24T08:00:00Z' }],
    },
  ],
  unscheduled_count: 0,
  gaps: [],
  time_zone: 'Europe/Berlin',
  truncated: false,
} as unknown as CalendarView

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T12:00:00Z') }))
afterEach(() => vi.useRealTimers())

it('shows times on the clock of the workspace, free slots, and what is due', async () => {
  await renderInWorkspace(
    <MonthGrid view={view} month="2026-11" onMove={vi.fn()} onChoose={vi.fn()} />,
  )
  const monday = screen.getByRole('listitem', { name: /Monday.*23/ })
  expect(within(monday).getByText('09:00', { exact: false })).toBeVisible()
  expect(within(monday).getByLabelText('Its time has come')).toBeInTheDocument()
  expect(screen.getByText('Free slot at 09:00')).toBeVisible()
})

it('hands a dropped post on with its new day, and a pressed one to the dialog', async () => {
  const moved = vi.fn()
  const chosen = vi.fn()
  await renderInWorkspace(
    <MonthGrid view={view} month="2026-11" onMove={moved} onChoose={chosen} />,
  )
  fireEvent.drop(screen.getByRole('listitem', { name: /Tuesday.*24/ }), {
    dataTransfer: { getData: () => 'p1' },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Plan “Fire company”' }))
  expect(moved).toHaveBeenCalledWith(post, '2026-11-24')
  expect(chosen).toHaveBeenCalledWith(post)
})

it('gives a reader without the right nothing to press', async () => {
  await renderInWorkspace(
    <MonthGrid view={view} month="2026-11" onMove={vi.fn()} onChoose={vi.fn()} />,
    { scopes: ['content:read'] },
  )
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
})
