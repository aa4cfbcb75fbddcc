import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { Finding, QualityReport } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { NotApplied } from './not-applied'
import { RunFindings } from './run-findings'

const finding: Finding = {
  index: 3,
  dismissed: false,
  check: 'style.passive',
  severity: 'warn',
  start: 0,
  end: 4,
  text: 'Nine',
  message: 'is said in the passive.',
}
const report = (dismissed: boolean, id?: string) =>
  ({ id, findings: [{ ...finding, dismissed }] }) as unknown as QualityReport
const path = `/api/v1/w/${workspaceId}/quality/reports/r1/findings/3/dismiss`

describe('findings of a run', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('are dismissed with a reason, by the position the report gives them', async () => {
    let sent: unknown
    server.use(
      http.post(address(path), async ({ request }) => {
        sent = await request.json()
        return new HttpResponse(null, { status: 204 })
      }),
    )
    await renderInWorkspace(<RunFindings runRef="42" report={report(false, 'r1')} />)
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss…' }))
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss finding' }))
    expect(screen.getByText('Say why, in a few words.')).toBeVisible()
    expect(sent).toBeUndefined()
    await userEvent.type(screen.getByLabelText('Why it does not hold'), 'House style.')
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss finding' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(sent).toEqual({ reason: 'House style.' })
  })

  it('say who set one aside, when and why', async () => {
    const aside = report(true, 'r1')
    Object.assign(aside.findings[0] ?? {}, {
      dismissal: {
        by: { id: 'u1', name: 'Ana Ruiz' },
        at: '2026-01-05T09:00:00Z',
        reason: 'House style.',
      },
    })
    await renderInWorkspace(<RunFindings runRef="42" report={aside} />)
    expect(screen.getByText(/^Set aside by Ana Ruiz, Jan 5, 2026.*: House style\.$/)).toBeVisible()
  })

  it("keep the reason and show the server's sentence when it refuses", async () => {
    server.use(
      http.post(address(path), () => problem(404, 'quality_report.not_found', 'No finding 3.')),
    )
    await renderInWorkspace(<RunFindings runRef="42" report={report(false, 'r1')} />)
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss…' }))
    await userEvent.type(screen.getByLabelText('Why it does not hold'), 'House style.')
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss finding' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('No finding 3.')
    expect(screen.getByLabelText('Why it does not hold')).toHaveValue('House style.')
  })

  it('stand apart once dismissed and cannot be dismissed again', async () => {
    await renderInWorkspace(<RunFindings runRef="42" report={report(true, 'r1')} />)
    expect(screen.getByText('1 dismissed')).toBeVisible()
    expect(screen.queryByText('1 warning')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Dismiss…' })).toBeNull()
  })

  it('of a text being edited, or seen without the right, offer no dismissal', async () => {
    const { unmount } = await renderInWorkspace(<RunFindings runRef="42" report={report(false)} />)
    expect(screen.queryByRole('button', { name: 'Dismiss…' })).toBeNull()
    unmount()
    await renderInWorkspace(<RunFindings runRef="42" report={report(false, 'r1')} />, {
      scopes: ['workflow:read'],
    })
    expect(screen.queryByRole('button', { name: 'Dismiss…' })).toBeNull()
  })
})

describe('feedback that was not applied', () => {
  it('is listed in full, and absent when all was done', async () => {
    const { unmount } = await renderInWorkspace(
      <NotApplied notes={['Not applied: more spring.', 'Not applied: add a joke.']} />,
    )
    expect(screen.getByText('2 things you asked for were not done')).toBeVisible()
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    unmount()
    await renderInWorkspace(<NotApplied notes={[]} />)
    expect(screen.queryByRole('list')).toBeNull()
  })
})
