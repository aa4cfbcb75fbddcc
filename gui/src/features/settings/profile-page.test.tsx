import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { meQuery } from '@/api/queries'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ProfilePage } from './profile-page'

const user = {
  id: 'u',
  email: 'ana@example.com',
  full_name: 'Ana',
  email_verified: false,
  is_active: true,
  is_superuser: false,
  locale: 'en',
  time_zone: 'UTC',
  created_at: '2026-01-01T00:00:00Z',
  has_password: true,
  second_factors: [],
}

beforeEach(async () => {
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 900_000 })
  server.use(
    http.get(address('/api/v1/auth/config'), () =>
      HttpResponse.json({
        registration_open: true,
        email_verification: 'off',
        password_min: 10,
        password_max: 128,
        mail_configured: true,
        offline_only: false,
      }),
    ),
  )
  const client = newClient()
  client.setQueryData(meQuery.queryKey, { user, memberships: [], pending_invites: 0 })
  renderAt(<ProfilePage />, client, '/')
  await screen.findByLabelText('Your name')
})

it('saves what people tell about themselves, and shows what is refused', async () => {
  const seen: unknown[] = []
  server.use(
    http.patch(address('/api/v1/auth/me'), async ({ request }) => {
      seen.push(await request.json())
      return problem(422, 'validation_failed', 'No.', {
        errors: [{ field: 'time_zone', code: 'invalid', message: 'is not a time zone' }],
      })
    }),
  )
  await userEvent.type(screen.getByLabelText('Your name'), ' Ruiz')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(screen.getByLabelText('Time zone')).toHaveAccessibleDescription(/is not a time zone/),
  )
  expect(seen).toEqual([{ full_name: 'Ana Ruiz', locale: 'en', time_zone: 'UTC' }])
})

it('says whether the address is confirmed, and what comes of a change', async () => {
  expect(screen.getByText('Not confirmed')).toBeVisible()
  server.use(
    http.post(address('/api/v1/auth/change-email'), () =>
      HttpResponse.json({ message: 'ok' }, { status: 202 }),
    ),
  )
  const section = within(screen.getByRole('region', { name: 'E-mail address' }))
  await userEvent.type(section.getByLabelText('New address'), 'ruiz@example.com')
  await userEvent.type(section.getByLabelText('Your password'), 'correct horse')
  await userEvent.click(section.getByRole('button', { name: 'Change the address' }))
  expect(await section.findByRole('status')).toHaveTextContent('ruiz@example.com')
})

it('tells at the field that the present password is wrong', async () => {
  server.use(
    http.post(address('/api/v1/auth/change-password'), () =>
      problem(401, 'auth.invalid_credentials', 'The password is not right.'),
    ),
  )
  const section = within(await screen.findByRole('region', { name: 'Password' }))
  await userEvent.type(await section.findByLabelText('Present password'), 'wrong')
  await userEvent.type(section.getByLabelText('New password'), 'correct horse battery')
  await userEvent.click(section.getByRole('button', { name: 'Change the password' }))
  await waitFor(() =>
    expect(section.getByLabelText('Present password')).toHaveAccessibleDescription(/not right/),
  )
})
