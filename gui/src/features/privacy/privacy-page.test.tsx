import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { PrivacyPage } from './privacy-page'

const choices = {
  consents: { analytics: true, feedback_collection: false, marketing: false },
  answered: true,
  data_retention_days: 365,
  activity_logging_enabled: true,
  wording_version: '2026-11',
}

const me = address('/api/v1/users/me')

beforeEach(() => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  server.use(
    http.get(`${me}/privacy`, () => HttpResponse.json(choices)),
    http.get(`${me}/exports`, () => HttpResponse.json({ items: [] })),
    http.get(`${me}/owned-workspaces`, () =>
      HttpResponse.json({
        items: [
          {
            workspace_id: 'w1',
            name: 'Northwind',
            members: [{ membership_id: 'm1', full_name: 'Ben Second' }],
          },
          { workspace_id: 'w2', name: 'Alone', members: [] },
        ],
      }),
    ),
  )
})

async function open() {
  renderAt(<PrivacyPage />, newClient(), '/')
  await screen.findByRole('heading', { name: 'What you allow' })
}

it('keeps each answer as it is given', async () => {
  const seen: unknown[] = []
  server.use(
    http.put(`${me}/privacy`, async ({ request }) => {
      seen.push(await request.json())
      return HttpResponse.json({ ...choices, consents: { ...choices.consents, analytics: false } })
    }),
  )
  await open()
  await userEvent.click(screen.getByLabelText('Count which pages and functions I use'))
  await waitFor(() =>
    expect(screen.getByLabelText('Count which pages and functions I use')).not.toBeChecked(),
  )
  await userEvent.selectOptions(screen.getByLabelText('Keep it under my name for'), '30')
  await waitFor(() =>
    expect(seen).toEqual([{ consents: { analytics: false } }, { data_retention_days: 30 }]),
  )
})

it('says why a copy cannot be made, and shows one that is ready', async () => {
  server.use(
    http.get(`${me}/exports`, () =>
      HttpResponse.json({
        items: [
          {
            id: 'e',
            status: 'succeeded',
            progress: 100,
            created_at: '2026-11-22T10:00:00Z',
            expires_at: '2026-11-23T10:00:00Z',
            download_url: '/api/v1/users/me/exports/e/download?expires=1&signature=x',
          },
        ],
      }),
    ),
    http.post(`${me}/export`, () => problem(429, 'privacy.export_limit', 'Tomorrow.')),
  )
  await open()
  expect(await screen.findByText(/Ready until/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Download' })).toBeEnabled()
  await userEvent.click(screen.getByRole('button', { name: 'Make a copy' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Make a copy' })).toBeEnabled())
})

it('erases only with a successor for what others work in, and the typed word', async () => {
  const seen: unknown[] = []
  server.use(
    http.delete(me, async ({ request }) => {
      seen.push(await request.json())
      return HttpResponse.json({ erase_after: '2026-12-06T10:00:00Z' }, { status: 202 })
    }),
  )
  await open()
  await userEvent.click(screen.getByRole('button', { name: 'Erase my account' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(await dialog.findByText(/Nobody else works in Alone/)).toBeVisible()
  await userEvent.type(dialog.getByLabelText('Type DELETE to confirm'), 'DELETE')
  expect(dialog.getByRole('button', { name: 'Erase account' })).toBeDisabled()
  await userEvent.selectOptions(dialog.getByLabelText('Next owner of Northwind'), 'Ben Second')
  await userEvent.click(dialog.getByRole('button', { name: 'Erase account' }))
  expect(await dialog.findByText(/Your account is closed/)).toBeVisible()
  expect(seen).toEqual([{ confirm: 'DELETE', successor: { w1: 'm1' } }])
})
