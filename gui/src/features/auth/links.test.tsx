import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { authConfigQuery } from '@/api/queries'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { ForgotPage } from './forgot-page'
import { ResetPage } from './reset-page'
import { VerifyPage } from './verify-page'

const config = {
  registration_open: true,
  email_verification: 'off' as const,
  passkeys: true,
  oidc: [],
  password_min: 10,
  password_max: 128,
  mail_configured: false,
  offline_only: true,
}
const token = 'abcdefghijklmnopqrstuvwxyz'
const click = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))

beforeEach(() => {
  useSession.setState({ status: 'signed-out', accessToken: undefined, expiresAt: 0 })
  server.use(http.get(address('/api/v1/auth/config'), () => HttpResponse.json(config)))
})

describe('a forgotten password', () => {
  it('is answered alike for everybody, and says when no mail is sent', async () => {
    let body: unknown
    server.use(
      http.post(address('/api/v1/auth/forgot-password'), async ({ request }) => {
        body = await request.json()
        return HttpResponse.json({ message: 'ok' }, { status: 202 })
      }),
    )
    const client = newClient()
    client.setQueryData(authConfigQuery.queryKey, config)
    renderAt(<ForgotPage />, client, '/auth/forgot-password')
    expect(await screen.findByText(/sends no mail/)).toBeVisible()
    await click('Send the link')
    expect(await screen.findByText('Enter your e-mail address.')).toBeVisible()
    await userEvent.type(screen.getByLabelText('E-mail'), ' ana@example.com ')
    await click('Send the link')
    expect(await screen.findByRole('status')).toHaveTextContent(/If somebody has this address/)
    expect(body).toEqual({ email: 'ana@example.com' })
  })
})

describe('a link to set a password', () => {
  const open = () => renderAt(<ResetPage />, newClient(), `/auth/reset-password?token=${token}`)

  it('keeps working when the password is refused, and then sets it', async () => {
    const seen: unknown[] = []
    server.use(
      http.post(address('/api/v1/auth/reset-password'), async ({ request }) => {
        seen.push(await request.json())
        return seen.length === 1
          ? problem(422, 'auth.password_weak', 'This password is on every list.')
          : new HttpResponse(null, { status: 204 })
      }),
    )
    open()
    await userEvent.type(await screen.findByLabelText('New password'), 'password123')
    await click('Set the password')
    expect(await screen.findByLabelText('New password')).toHaveAccessibleDescription(
      /on every list/,
    )
    await userEvent.type(screen.getByLabelText('New password'), ' and more')
    await click('Set the password')
    expect(await screen.findByRole('status')).toHaveTextContent(/Sign in with the new one/)
    expect(seen.at(-1)).toEqual({ token, password: 'password123 and more' })
  })

  it('leads to a new one when it does not work', async () => {
    server.use(
      http.post(address('/api/v1/auth/reset-password'), () =>
        problem(400, 'auth.link_invalid', 'No.'),
      ),
    )
    open()
    await userEvent.type(await screen.findByLabelText('New password'), 'correct horse battery')
    await click('Set the password')
    expect(await screen.findByRole('link', { name: 'Ask for a new link' })).toBeVisible()
  })
})

describe('a link to confirm an address', () => {
  it('is used by a click and not by opening it', async () => {
    let uses = 0
    server.use(
      http.post(address('/api/v1/auth/verify-email'), () => {
        uses += 1
        return new HttpResponse(null, { status: 204 })
      }),
    )
    renderAt(<VerifyPage />, newClient(), `/auth/verify?token=${token}`)
    expect(await screen.findByRole('heading', { name: 'Confirm your address' })).toBeVisible()
    expect(uses).toBe(0)
    await click('Confirm')
    expect(await screen.findByText('Thank you. Your address is confirmed.')).toBeVisible()
    expect(uses).toBe(1)
  })

  it('swaps the address when that is its purpose', async () => {
    server.use(
      http.post(address('/api/v1/auth/confirm-email-change'), () =>
        problem(409, 'auth.email_taken', 'Somebody else has it.'),
      ),
    )
    renderAt(<VerifyPage />, newClient(), `/auth/verify?purpose=address&token=${token}`)
    await click('Confirm')
    expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else has it.')
  })

  it('says so when it has no token', async () => {
    renderAt(<VerifyPage />, newClient(), '/auth/verify')
    expect(await screen.findByRole('alert')).toHaveTextContent(/does not work/)
  })
})
