import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Scope } from '@/lib/permissions'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { share } from './meter-bar'
import type { CostCaps } from './queries'
import { SpendingPage } from './spending-page'

const path = address(`/api/v1/w/${workspaceId}/settings/cost-caps`)
const owner: Scope[] = ['usage:view', 'usage:admin', 'workspace:settings']
const caps: CostCaps = {
  daily_usd: 5,
  revision: 3,
  meters: [
    { scope: 'workspace_day', spent: 1, held: 0.5, limit: 5, left: 3.5 },
    { scope: 'workspace_month', spent: 12, held: 0.5 },
  ],
}

describe('spending', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('draws what is spent, held and left, and says it in numbers', async () => {
    server.use(http.get(path, () => HttpResponse.json(caps)))
    await renderInWorkspace(<SpendingPage />, { scopes: owner })
    expect(
      await screen.findByRole('img', { name: '$1.00 spent and $0.500 held of $5.00' }),
    ).toBeVisible()
    expect(screen.getByText('$3.50')).toBeVisible()
    expect(screen.getByLabelText(/At most a day/, { selector: 'input[inputmode]' })).toHaveValue(
      '5',
    )
    expect(screen.getByRole('checkbox', { name: /No limit At most a month/ })).toBeChecked()
  })

  it('saves from the revision it read; no limit is left out', async () => {
    const sent: [string | null, unknown][] = []
    server.use(
      http.get(path, () => HttpResponse.json(caps)),
      http.put(path, async ({ request }) => {
        sent.push([request.headers.get('If-Match'), await request.json()])
        return HttpResponse.json({ ...caps, daily_usd: 2.5, revision: 4 })
      }),
    )
    await renderInWorkspace(<SpendingPage />, { scopes: owner })
    const day = await screen.findByLabelText(/At most a day/, { selector: 'input[inputmode]' })
    await userEvent.clear(day)
    await userEvent.type(day, 'lots')
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/Enter an amount from 0/)).toBeVisible()
    expect(sent).toHaveLength(0)
    await userEvent.clear(day)
    await userEvent.type(day, '2,5')
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([['"3"', { daily_usd: 2.5 }]]))
    await waitFor(() => expect(day).toHaveValue('2.5'))
  })

  it('shows what somebody else set meanwhile and lets the person choose', async () => {
    let stored: CostCaps = caps
    const from: (string | null)[] = []
    server.use(
      http.get(path, () => HttpResponse.json(stored)),
      http.put(path, ({ request }) => {
        from.push(request.headers.get('If-Match'))
        if (from.length > 1) return HttpResponse.json({ ...caps, daily_usd: 4, revision: 5 })
        stored = { ...caps, daily_usd: 9, revision: 4 }
        return problem(412, 'stale_revision', 'Somebody else saved the caps meanwhile.', {
          current_revision: 4,
        })
      }),
    )
    await renderInWorkspace(<SpendingPage />, { scopes: owner })
    const day = await screen.findByLabelText(/At most a day/, { selector: 'input[inputmode]' })
    await userEvent.clear(day)
    await userEvent.type(day, '4')
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/They are now: \$9\.00 a day, No limit a month/)).toBeVisible()
    expect(day).toHaveValue('4')
    await userEvent.click(screen.getByRole('button', { name: 'Set mine all the same' }))
    await waitFor(() => expect(from).toEqual(['"3"', '"4"']))
  })

  it('is only read by others, without what was spent', async () => {
    server.use(http.get(path, () => HttpResponse.json({ daily_usd: 5, revision: 3 })))
    await renderInWorkspace(<SpendingPage />, { scopes: ['usage:view'] })
    expect(await screen.findByText('$5.00')).toBeVisible()
    expect(screen.getByText(/set by owners and admins/)).toBeVisible()
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.getByText(/shown to owners/)).toBeVisible()
  })

  it.each([
    [0, 5, 0],
    [2, 5, 40],
    [9, 5, 100],
    [0, 0, 100],
  ])('fills %d of %d as %d percent', (amount, limit, percent) => {
    expect(share(amount, limit)).toBe(percent)
  })
})
