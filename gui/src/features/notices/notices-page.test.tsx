import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Membership, Notice } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import NoticeBell from './notice-bell'
import { NoticesPage } from './notices-page'

const list = address('/api/v1/w/:workspace/notifications')

const notice = (part: Partial<Notice>): Notice => ({
  id: '0190a000-0000-7000-8000-000000000041',
  type: 'admin_access',
  title: 'Otto Operator acts for you',
  body: 'The reason given: a run is stuck',
  priority: 'urgent',
  action_url: '/settings/security',
  is_read: false,
  created_at: '2026-11-20T09:30:00Z',
  ...part,
})

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
})

/** A server that keeps notices; what was done to them is noted. */
function keeping(items: Notice[]) {
  const done: string[] = []
  const unread = () => items.filter((each) => !each.is_read)
  server.use(
    http.get(list, ({ request }) => {
      const only = new URL(request.url).searchParams.get('unread') === 'true'
      return HttpResponse.json({ items: only ? unread() : items, unread_count: unread().length })
    }),
    http.get(`${list}/unread-count`, () => HttpResponse.json({ count: unread().length })),
    http.post(`${list}/mark-read`, async ({ request }) => {
      done.push(JSON.stringify(await request.json()))
      items = items.map((each) => ({ ...each, is_read: true }))
      return HttpResponse.json({ updated: 1 })
    }),
    http.post(`${list}/:id/:what`, ({ params }) => {
      done.push(String(params.what))
      items =
        params.what === 'dismiss'
          ? items.filter((each) => each.id !== params.id)
          : items.map((each) =>
              each.id === params.id ? { ...each, is_read: params.what === 'read' } : each,
            )
      return HttpResponse.json(notice({}))
    }),
  )
  return done
}

describe('notices', () => {
  it('are read one by one, unread again and put away', async () => {
    const done = keeping([notice({})])
    await renderInWorkspace(<NoticesPage />)
    const rows = await screen.findByRole('list', { name: 'Notices' })
    expect(within(rows).getByRole('heading', { name: 'Otto Operator acts for you' })).toBeVisible()
    expect(within(rows).getByRole('link', { name: /^Open/ })).toHaveAttribute(
      'href',
      '/settings/security',
    )
    await userEvent.click(screen.getByRole('button', { name: 'Mark as read' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Mark as unread' }))
    await screen.findByRole('button', { name: 'Mark as read' })
    await userEvent.click(screen.getByRole('button', { name: 'Put away' }))
    expect(await screen.findByText('Nothing to tell you.')).toBeVisible()
    expect(done).toEqual(['read', 'unread', 'dismiss'])
  })

  it('are read all at once, up to the newest that was seen', async () => {
    const done = keeping([notice({}), notice({ id: 'older', created_at: '2026-11-19T09:30:00Z' })])
    await renderInWorkspace(<NoticesPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: /Mark all/ })).toBeNull())
    expect(done).toEqual(['{"all":true,"before":"2026-11-20T09:30:00Z"}'])
    await userEvent.click(screen.getByRole('radio', { name: 'Unread' }))
    expect(await screen.findByText('Everything is read.')).toBeVisible()
  })

  it('say why when the server refuses', async () => {
    server.use(http.get(list, () => problem(503, 'service_unavailable', 'Try again in a moment.')))
    await renderInWorkspace(<NoticesPage />)
    expect(await screen.findByRole('alert')).toBeVisible()
  })

  it('are counted at the bell', async () => {
    keeping([notice({}), notice({ id: 'b' }), notice({ id: 'c', is_read: true })])
    const current = { workspace_id: workspaceId, slug: 'northwind' } as Membership
    await renderInWorkspace(<NoticeBell current={current} className="" labelClass="" />)
    expect(await screen.findByRole('link', { name: /^Notices\s*2\s*Unread$/ })).toHaveAttribute(
      'href',
      '/w/northwind/notifications',
    )
  })
})
