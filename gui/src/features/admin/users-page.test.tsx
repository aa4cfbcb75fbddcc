import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { renderInWorkspace } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { AccountsPage } from './accounts-page'
import type { AdminAccount, AdminUser } from './queries'
import { UsersPage } from './users-page'

const users = address('/api/v1/admin/users')
const ana: AdminUser = {
  id: '0190a000-0000-7000-8000-000000000021',
  email: 'ana@example.com',
  full_name: 'Ana Ruiz',
  is_active: true,
  is_superuser: false,
  email_verified: true,
  created_at: '2026-11-01T08:00:00Z',
  sessions: 2,
}
const account: AdminAccount = {
  id: '0190a000-0000-7000-8000-000000000022',
  name: 'Northwind',
  owner_id: ana.id,
  owner_name: 'Ana Ruiz',
  workspace_count: 1,
  status: 'active',
  created_at: '2026-11-01T08:00:00Z',
}

describe('operators', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )
  afterEach(() => sessionStorage.clear())

  it('shut somebody out', async () => {
    const sent: unknown[] = []
    server.use(
      http.get(users, () => HttpResponse.json({ items: [ana] })),
      http.patch(`${users}/${ana.id}`, async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ ...ana, is_active: false })
      }),
    )
    await renderInWorkspace(<UsersPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for Ana Ruiz' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Shut out' }))
    await waitFor(() => expect(sent).toEqual([{ is_active: false }]))
  })

  it('give a reason before they act for somebody', async () => {
    const sent: unknown[] = []
    server.use(
      http.get(users, () => HttpResponse.json({ items: [ana] })),
      http.post(address('/api/v1/admin/impersonations'), async ({ request }) => {
        sent.push(await request.json())
        return problem(422, 'admin.reason_required', 'Say in 10 to 500 characters why.')
      }),
    )
    await renderInWorkspace(<UsersPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for Ana Ruiz' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Act for this person' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Begin' }))
    expect(await screen.findByText(/Say in 10 to 500 characters why you act/)).toBeVisible()
    expect(sent).toHaveLength(0)
    await userEvent.type(screen.getByLabelText('Reason'), 'because')
    await userEvent.click(screen.getByRole('button', { name: 'Begin' }))
    expect(await screen.findByText('Say in 10 to 500 characters why.')).toBeVisible()
    expect(sent).toEqual([{ user_id: ana.id, reason: 'because' }])
  })

  it('suspend an account with a reason its owner reads', async () => {
    const sent: unknown[] = []
    const accounts = address('/api/v1/admin/accounts')
    server.use(
      http.get(accounts, () => HttpResponse.json({ items: [account] })),
      http.post(`${accounts}/${account.id}/suspend`, async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ ...account, status: 'suspended' })
      }),
    )
    await renderInWorkspace(<AccountsPage />)
    await userEvent.click(await screen.findByRole('button', { name: /^Suspend/ }))
    await userEvent.type(screen.getByLabelText('Reason'), 'Unpaid since March')
    await userEvent.click(screen.getByRole('button', { name: 'Suspend' }))
    await waitFor(() => expect(sent).toEqual([{ reason: 'Unpaid since March' }]))
  })
})
