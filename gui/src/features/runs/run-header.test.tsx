import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { foldEvent } from '@/api/run-events'
import { useSession } from '@/api/session'
import type { Run } from '@/api/types'
import type { Scope } from '@/lib/permissions'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { event, picture, runId, sampleRun } from '@/test/samples'
import { address, server } from '@/test/server'
import { canForce, RunHeader } from './run-header'

const admin: Scope[] = ['workflow:read', 'workflow:execute', 'workflow:admin']
const show = (change: Partial<Run>, scopes?: Scope[]) =>
  renderInWorkspace(<RunHeader run={sampleRun(change)} runRef="42" />, { scopes })

describe('the controls of a run', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('step a paused run by one state', async () => {
    let steps = 0
    server.use(
      http.post(address(`/api/v1/w/${workspaceId}/workflow-runs/${runId}/step`), () => {
        steps += 1
        return HttpResponse.json(sampleRun({ status: 'queued', pause_requested: true }))
      }),
    )
    await show({ status: 'paused', pause_requested: true })
    expect(screen.queryByRole('button', { name: 'Pausing…' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Step' }))
    await waitFor(() => expect(steps).toBe(1))
  })

  it('are absent for those who may only watch', async () => {
    await show({ status: 'paused' }, ['workflow:read'])
    // What is left only leads to other pages.
    expect(screen.getAllByRole('button').map((button) => button.ariaLabel)).toEqual([
      'More actions',
    ])
  })

  it('retry what failed', async () => {
    await show({ status: 'failed' })
    expect(screen.getByRole('button', { name: 'Retry' })).toBeEnabled()
  })

  it('offer completion by force where the server allows it, to those who may', async () => {
    const { unmount } = await show({ status: 'awaiting_human' }, admin)
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    expect(await screen.findByRole('menuitem', { name: 'Force-complete' })).toBeVisible()
    unmount()
    await show({ status: 'running' }, admin)
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    expect(await screen.findAllByRole('menuitem')).toHaveLength(2)
    expect(screen.queryByRole('menuitem', { name: 'Force-complete' })).toBeNull()
  })

  it('offer it for a week after a halt', () => {
    const at = '2026-01-05T09:00:00Z'
    const halted = sampleRun({ status: 'halted', completed_at: at })
    const days = (n: number) => Date.parse(at) + n * 24 * 3600 * 1000
    expect(canForce(halted, days(6))).toBe(true)
    expect(canForce(halted, days(8))).toBe(false)
  })

  it('know from the event that a step will pause again', () => {
    const given = picture({ run: sampleRun({ status: 'paused' }) })
    const stepped = foldEvent(
      given,
      event({ seq: 1, type: 'run.resumed', data: { one_step: true } }),
    )
    expect(stepped.picture.run.pause_requested).toBe(true)
    const resumed = foldEvent(given, event({ seq: 1, type: 'run.resumed' }))
    expect(resumed.picture.run.pause_requested).toBe(false)
  })
})
