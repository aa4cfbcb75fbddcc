import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { refreshSession, useSession } from '@/api/session'
import type { Impersonation } from '@/api/types'
import { renderInWorkspace } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { SupportBanner } from './support-banner'

const support: Impersonation = {
  id: '0190a000-0000-7000-8000-000000000031',
  operator_id: '0190a000-0000-7000-8000-000000000032',
  operator_name: 'Otto Operator',
  target_user_id: '0190a000-0000-7000-8000-000000000033',
  target_name: 'Ana Ruiz',
  reason: 'She asked why her run is stuck',
  started_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  request_count: 0,
}
const mine = address('/api/v1/auth/impersonations')
const token = {
  access_token: 'operator',
  token_type: 'bearer',
  expires_in: 900,
  user: { id: support.operator_id, full_name: 'Otto Operator' },
}

describe('support sessions', () => {
  beforeEach(() => {
    sessionStorage.clear()
    useSession.setState({ status: 'unknown', support: undefined, accessToken: undefined })
  })

  it('tell the person who is signed in as them, who can end it', async () => {
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
    let running = [support]
    server.use(
      http.get(mine, () => HttpResponse.json({ items: running })),
      http.delete(`${mine}/${support.id}`, () => {
        running = []
        return new HttpResponse(null, { status: 204 })
      }),
    )
    await renderInWorkspace(<SupportBanner />)
    expect(await screen.findByText(/Otto Operator, an operator of this installation/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'End support session' }))
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Support session' })).toBeNull(),
    )
  })

  it('take up again where a page was loaded anew, and say so above everything', async () => {
    sessionStorage.setItem('postmagiq.support', support.id)
    server.use(
      http.post(address('/api/v1/auth/refresh'), () => HttpResponse.json(token)),
      http.post(address(`/api/v1/admin/impersonations/${support.id}/token`), ({ request }) =>
        HttpResponse.json({
          impersonation: support,
          access_token: `for ${request.headers.get('Authorization')}`,
          expires_in: 900,
        }),
      ),
    )
    expect(await refreshSession()).toBe(true)
    expect(useSession.getState().accessToken).toBe('for Bearer operator')
    await renderInWorkspace(<SupportBanner />)
    const banner = await screen.findByRole('region', { name: 'Support session' })
    expect(banner).toHaveTextContent('You act for Ana Ruiz')
    expect(banner).toHaveTextContent(/Otto Operator · (1:00:00|59:5\d) left/)
  })

  it('give way to the operator’s own session when the hour is over', async () => {
    sessionStorage.setItem('postmagiq.support', support.id)
    server.use(
      http.post(address('/api/v1/auth/refresh'), () => HttpResponse.json(token)),
      http.post(address(`/api/v1/admin/impersonations/${support.id}/token`), () =>
        problem(404, 'not_found', 'It has ended.'),
      ),
    )
    expect(await refreshSession()).toBe(true)
    expect(useSession.getState().accessToken).toBe('operator')
    expect(useSession.getState().support).toBeUndefined()
    expect(sessionStorage.getItem('postmagiq.support')).toBeNull()
  })
})
