import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import type { AuditEntry } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { AuditPage } from './audit-page'
import type { AuditVerification } from './queries'

const base = address(`/api/v1/w/${workspaceId}/audit-logs`)
const sealed: AuditVerification = {
  status: 'ok',
  seals: 3,
  checked_from: 1,
  skipped: 0,
  sealed_until: '2026-11-22T09:00:00Z',
  checked_at: '2026-11-22T09:05:00Z',
}
const entry: AuditEntry = {
  id: '0190a000-0000-7000-8000-000000000011',
  workspace_id: workspaceId,
  occurred_at: '2026-11-22T08:59:00Z',
  actor: { type: 'user', id: '0190a000-0000-7000-8000-000000000012', name: 'Ana Ruiz' },
  impersonator: {
    type: 'operator',
    id: '0190a000-0000-7000-8000-000000000013',
    name: 'Otto Operator',
  },
  action: 'workspace.settings_changed',
  label: 'Settings changed',
  via: 'web',
  resource_type: 'workspace',
  outcome: 'success',
  changes: { name: { old: 'North', new: 'Northwind' }, story: { changed: true, length: 390 } },
  ip_address: '127.0.0.1',
} as AuditEntry

function answers(items: AuditEntry[], verification: AuditVerification = sealed) {
  server.use(
    http.get(base, () => HttpResponse.json({ items })),
    http.get(`${base}/actions`, () =>
      HttpResponse.json({
        items: [
          { action: 'workspace.settings_changed', group: 'workspace', label: 'Settings changed' },
        ],
      }),
    ),
    http.get(`${base}/verification`, () => HttpResponse.json(verification)),
  )
}

const draw = () => renderInWorkspace(<AuditPage />, { scopes: ['audit:read'] })

describe('audit log', () => {
  beforeEach(() =>
    useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 }),
  )

  it('names both people of an entry and opens its details', async () => {
    answers([entry])
    await draw()
    const list = await screen.findByRole('list', { name: 'Audit log' })
    expect(within(list).getByText('Otto Operator, acting for Ana Ruiz')).toBeVisible()
    expect(await screen.findByText(/The log fits its 3 seals/)).toBeVisible()
    await userEvent.click(within(list).getByRole('button', { name: 'Settings changed' }))
    const details = await screen.findByRole('dialog', { name: 'Settings changed' })
    expect(within(details).getByText('Northwind')).toBeVisible()
    expect(within(details).getByText('A text of 390 characters')).toBeVisible()
    expect(within(details).getByText('127.0.0.1')).toBeVisible()
  })

  it('says loudly that the log does not fit its seals, and where', async () => {
    answers([], {
      ...sealed,
      status: 'broken',
      problem: {
        kind: 'entry_missing',
        seal_no: 2,
        from: '2026-11-22T08:00:00Z',
        to: '2026-11-22T08:05:00Z',
        entries: [],
      },
    })
    await draw()
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('an entry is missing at seal 2')
    expect(await screen.findByText(/Nothing is recorded yet/)).toBeVisible()
  })

  it('exports what the list shows', async () => {
    answers([entry])
    const sent: unknown[] = []
    server.use(
      http.post(`${base}/export`, async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ id: 'o', status: 'queued' }, { status: 202 })
      }),
      http.get(address(`/api/v1/w/${workspaceId}/operations/o`), () =>
        HttpResponse.json({ id: 'o', status: 'succeeded' }),
      ),
      http.get(address(`/api/v1/w/${workspaceId}/operations/o/download`), () =>
        HttpResponse.text('id\r\n'),
      ),
    )
    const handed: unknown[] = []
    URL.createObjectURL = (blob) => {
      handed.push(blob)
      return 'blob:file'
    }
    URL.revokeObjectURL = () => undefined
    await draw()
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Export as CSV' }))
    await waitFor(() => expect(handed).toHaveLength(1))
    expect(sent).toEqual([{ format: 'csv', filters: {} }])
  })

  it('says what is missing to somebody without the right, and why the server refuses', async () => {
    await renderInWorkspace(<AuditPage />, { scopes: [] })
    expect(screen.getByText(/read the audit log/)).toBeVisible()
    answers([])
    server.use(http.get(base, () => problem(503, 'service_unavailable', 'Try again in a moment.')))
    await draw()
    expect(await screen.findAllByText('Try again in a moment.')).not.toHaveLength(0)
  })
})
